import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMailForward, IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { effectWords, type Policy, policyFor } from './chasing-words.ts';
import { SetLatePayment } from './SetLatePayment.tsx';
import { SetPolicy } from './SetPolicy.tsx';

const PoliciesDocument = graphql(
  `
  query ChasingPolicies($first: Int, $after: String, $last: Int, $before: String, $orderBy: ChasingPolicyOrder) {
    chasingPolicies(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        forEveryone
        active
        steps {
          day
          tone
          text
          effect
        }
        warningDays
        group {
          id
          name
        }
        company {
          id
          name
        }
        reseller {
          id
          name
        }
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

const EveryoneDocument = graphql(`
  query ChasingOfEveryone {
    chasingPolicies(first: 1, filter: { forEveryone: true }) {
      nodes {
        id
        forEveryone
        active
        steps {
          day
          tone
          text
          effect
        }
        warningDays
        group {
          id
          name
        }
        company {
          id
          name
        }
        reseller {
          id
          name
        }
      }
    }
  }
`);

const RemoveDocument = graphql(`
  mutation RemoveChasingPolicy($input: RemoveChasingPolicyInput!) {
    removeChasingPolicy(input: $input)
  }
`);

/** When customers are reminded: everyone, and some otherwise or never [B7]. */
export function PolicyPage() {
  const [setting, setSetting] = useState<{ policy?: Policy | undefined; forEveryone: boolean }>();
  const [late, setLate] = useState(false);
  const remove = useSend(RemoveDocument, 'ChasingPolicy');
  const everyone = useRead(EveryoneDocument, {}, { types: ['ChasingPolicy'] });
  const usual = everyone.state === 'ready' ? everyone.data.chasingPolicies.nodes[0] : undefined;
  const list = useList({
    query: PoliciesDocument,
    page: ({ chasingPolicies }) => chasingPolicies,
    type: 'ChasingPolicy',
    settings: { sort: 'CREATED_AT' },
  });
  const forEveryone = () => setSetting({ policy: usual, forEveryone: true });
  return (
    <Siblings of="/chasing" at="/chasing/policy">
      <PageHeader
        title="Policy"
        description="When customers are reminded of what they have to pay, by mail to their administrators, by days from the day it is due. A customer, or a group of them, can be an exception."
        actions={
          everyone.state === 'ready' && (
            <Group gap="xs">
              <Button variant="default" onClick={() => setLate(true)}>
                Late payment
              </Button>
              {usual && (
                <Button
                  variant="default"
                  leftSection={<IconPlus size={16} />}
                  onClick={() => setSetting({ forEveryone: false })}
                >
                  Add an exception
                </Button>
              )}
              <Button leftSection={<IconPencil size={16} />} onClick={forEveryone}>
                {usual ? 'Change for everyone' : 'Begin to chase'}
              </Button>
            </Group>
          )
        }
      />
      <DataList
        id="chasing-policies"
        label="Policies"
        list={list}
        columns={COLUMNS}
        rowActions={(policy) => (
          <RowMenu
            of={policyFor(policy)}
            items={[
              {
                label: 'Change',
                icon: <IconPencil size={16} />,
                run: () => setSetting({ policy, forEveryone: policy.forEveryone }),
              },
              ...(policy.forEveryone
                ? []
                : [
                    {
                      label: 'Remove',
                      icon: <IconX size={16} />,
                      ask: {
                        title: `Chase ${policyFor(policy)} as everyone?`,
                        consequence: 'The exception is removed, from the next reminders on.',
                        confirmLabel: 'Remove the exception',
                        onConfirm: async () => {
                          await remove({ input: { id: policy.id } });
                          notifications.show({ message: `${policyFor(policy)} is chased as everyone.` });
                        },
                      },
                    },
                  ]),
            ]}
          />
        )}
        empty={
          <EmptyState icon={<IconMailForward size={22} />} title="Nobody is chased yet">
            Begin with the reminders that are usual: three days before, and 1, 7 and 14 days after an invoice
            is due.
          </EmptyState>
        }
      />
      {late && <SetLatePayment onClose={() => setLate(false)} />}
      {setting && <SetPolicy {...setting} onClose={() => setSetting(undefined)} />}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Policy, 'CREATED_AT'>[] = [
  { key: 'for', title: 'For', value: policyFor },
  {
    key: 'active',
    title: 'Reminders',
    value: ({ active, forEveryone }) => (active ? 'Are sent' : forEveryone ? 'Switched off' : 'Never'),
    show: 'always',
  },
  {
    key: 'steps',
    title: 'When',
    value: ({ active, steps }) => (active ? daysOf(steps) : null),
  },
];

/** "Letters on day -3, 1 and 7 · no new orders on day 21": from the day on which an invoice is due. */
function daysOf(steps: Policy['steps']): string {
  const letters = steps.filter(({ effect }) => !effect).map(({ day }) => String(day));
  return [
    ...(letters.length ? [`Letters on day ${new Intl.ListFormat('en-GB').format(letters)}`] : []),
    ...steps.flatMap(({ day, effect }) =>
      effect ? `${effectWords(effect).toLowerCase()} on day ${day}` : [],
    ),
  ].join(' · ');
}
