import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { DriftRuleForm } from './DriftRuleForm.tsx';
import { everyWords, policyWords } from './drift-words.ts';

const DriftRulesDocument = graphql(`
  query DriftRules($id: ID!) {
    connector(id: $id) {
      id
      name
      products {
        id
        name
      }
      watch {
        telling
        askedAt
        changed
        problem
        askedEveryMinutes
        anywayDays
        untold
      }
      driftRules {
        id
        policy
        everyHours
        product {
          id
          name
        }
      }
    }
  }
`);
type Connector = NonNullable<ResultOf<typeof DriftRulesDocument>['connector']>;
export type DriftRule = Connector['driftRules'][number];

const RemoveDocument = graphql(`
  mutation RemoveDriftRule($input: RemoveDriftRuleInput!) {
    removeDriftRule(input: $input) {
      id
    }
  }
`);

/** What is done about differences at a connector, and with which of its products something else [P1]. */
export function DriftRules({ connectorId }: { connectorId: string }) {
  const read = useRead(DriftRulesDocument, { id: connectorId }, { types: ['Connector', 'Product'] });
  return <Loaded from={read}>{({ connector }) => connector && <Rules connector={connector} />}</Loaded>;
}

/** Whether the other side says what has changed, and what came of asking it. */
function Watch({ watch }: { watch: NonNullable<Connector['watch']> }) {
  const { telling, askedAt, changed, problem, askedEveryMinutes, anywayDays, untold } = watch;
  return (
    <Stack gap={4} mb="sm">
      {telling ? (
        <Text fz="sm">
          It is asked every {askedEveryMinutes} minutes what has changed there, and only that is looked at.
          {askedAt && (
            <>
              {' '}
              It last answered <DateText at={askedAt} as="ago" />:{' '}
              {changed ? plural(changed, 'service') : 'nothing'} had changed.
            </>
          )}{' '}
          Everything is looked at about every {anywayDays} days as well
          {untold.length > 0 && `, for it does not say when these change: ${listed(untold)}`}.
        </Text>
      ) : (
        <Text fz="sm">It has not said yet what changes there: each service is looked at by itself.</Text>
      )}
      {problem && (
        <Text fz="sm" c="var(--mantine-color-error)">
          When it was last asked what has changed: {problem}
        </Text>
      )}
    </Stack>
  );
}

const listed = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB').format(words.map((word) => word.toLowerCase()));

function Rules({ connector }: { connector: Connector }) {
  const [editing, setEditing] = useState<DriftRule | 'NEW'>();
  const remove = useSend(RemoveDocument, 'Connector');
  const { id, name, driftRules, products, watch } = connector;
  const lookedAt = (hours: number): string => (watch?.telling ? 'When it has changed' : everyWords(hours));
  const forAll = driftRules.find(({ product }) => !product);
  return (
    <Section
      title="Differences"
      actions={
        <Button variant="default" size="compact-sm" onClick={() => setEditing('NEW')}>
          Add rule
        </Button>
      }
    >
      <Text fz="sm" c="dimmed" mb="xs">
        What is done when somebody has changed a service where it is.
      </Text>
      {watch && <Watch watch={watch} />}
      <FigureTable
        label="Rules for differences"
        head={['Services', 'What is done', 'Somebody looks', '']}
        numeric={[]}
        rows={[
          ...(forAll ? [] : [{ key: 'none', cells: ['All', policyWords('ASK'), lookedAt(6), ''] }]),
          ...[...driftRules]
            .sort((a, b) => Number(a.product !== null) - Number(b.product !== null))
            .map((rule) => ({
              key: rule.id,
              cells: [
                rule.product?.name ?? (driftRules.length > 1 ? 'All others' : 'All'),
                policyWords(rule.policy),
                lookedAt(rule.product ? (forAll?.everyHours ?? 6) : rule.everyHours),
                <RowMenu
                  key="deeds"
                  of={rule.product?.name ?? name}
                  items={[
                    { label: 'Edit', icon: <IconPencil size={16} />, run: () => setEditing(rule) },
                    {
                      label: 'Remove',
                      icon: <IconTrash size={16} />,
                      ask: {
                        title: 'Remove this rule?',
                        consequence: rule.product
                          ? `${rule.product.name} follows the rule for all services of ${name} again.`
                          : `Differences are then shown, and staff decide${watch?.telling ? '' : '; somebody looks every 6 hours'}.`,
                        confirmLabel: 'Remove',
                        destructive: true,
                        onConfirm: async () => {
                          await remove({ input: { connectorId: id, productId: rule.product?.id ?? null } });
                          notifications.show({ message: 'The rule is removed.' });
                        },
                      },
                    },
                  ]}
                />,
              ],
            })),
        ]}
      />
      {editing && (
        <DriftRuleForm
          connectorId={id}
          products={products}
          looks={!watch?.telling}
          {...(editing === 'NEW' ? {} : { rule: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  );
}
