import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackage, IconPackageOff, IconPlus } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { DayText, LastDayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { JobProgress } from '../../../ui/JobProgress.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddServices, type Recipient } from './AddServices.tsx';
import { cancelLabel, isRunning, useCancelSubscription } from './CancelSubscription.tsx';
import { STATES, shownState } from './states.ts';

const EndUserServicesDocument = graphql(
  `
  query EndUserServices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SubscriptionFilter
    $orderBy: SubscriptionOrder
  ) {
    subscriptions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        state
        suspendedAt
        startsOn
        endsOn
        invoicedTo
        commitments {
          id
          earliestEnd
        }
        company {
          id
        }
        retailMinor
        currency
        product {
          id
          name
        }
        endUser {
          id
          displayName
        }
        parts {
          id
          state
          product {
            id
            name
          }
        }
        jobs(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes {
            id
            state
            attempts
            nextAttemptAt
            reason
          }
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

type Service = ResultOf<typeof EndUserServicesDocument>['subscriptions']['nodes'][number];

/** What one person has, how far it is, and the way to give more or take away [C4]. */
export function EndUserServices({ endUser }: { endUser: Recipient }) {
  const can = useCan();
  const [adding, add] = useDisclosure();
  const list = useList({
    query: EndUserServicesDocument,
    page: ({ subscriptions }) => subscriptions,
    type: 'Subscription',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
    fixed: { endUserId: endUser.id, part: false },
  });
  const { cancel, dialogue } = useCancelSubscription();
  const mayWrite = can('SUBSCRIPTION_WRITE');
  const action = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={add.open}>
      Add services
    </Button>
  );
  return (
    <Stack gap="sm">
      {list.rows && list.rows.length > 0 && <Group justify="flex-end">{action}</Group>}
      <DataList
        id="end-user-services"
        label={`Services of ${endUser.displayName}`}
        list={list}
        columns={COLUMNS}
        filters={[{ key: 'state', label: 'Status', options: options(STATES) }]}
        rowLink={({ id }) => ({ to: '/subscriptions/$subscriptionId', params: { subscriptionId: id } })}
        rowActions={
          mayWrite
            ? (service) =>
                isRunning(service) && (
                  <RowMenu
                    of={service.product.name}
                    items={[
                      {
                        label: cancelLabel(service),
                        icon: <IconPackageOff size={16} />,
                        run: () => cancel(service),
                      },
                    ]}
                  />
                )
            : undefined
        }
        empty={
          <EmptyState icon={<IconPackage size={22} />} title="No services yet" action={action}>
            Give {endUser.displayName} a mailbox, an archive or whatever they need.
          </EmptyState>
        }
      />
      {dialogue}
      {adding && (
        <AddServices
          people={[endUser]}
          held={list.rows
            ?.filter(isRunning)
            .flatMap(({ product, parts }) => [product.id, ...parts.map((part) => part.product.id)])}
          onClose={add.close}
        />
      )}
    </Stack>
  );
}

const COLUMNS: readonly Column<Service, 'STARTS_ON' | 'REFERENCE'>[] = [
  { key: 'product', title: 'Service', value: ({ product }) => product.name },
  {
    key: 'state',
    title: 'Status',
    value: (subscription) => words(shownState(subscription)),
    cell: (subscription) => <StateBadge state={shownState(subscription)} />,
    show: 'always',
  },
  {
    key: 'progress',
    title: 'Progress',
    value: ({ jobs }) => jobs.nodes[0]?.state,
    cell: ({ state, startsOn, parts, jobs: { nodes } }) =>
      parts.length > 0 ? (
        <Text span fz="sm" c="dimmed">
          {state === 'ENDED'
            ? 'Done'
            : `${parts.filter((part) => part.state === 'ACTIVE').length} of ${parts.length} services are there`}
        </Text>
      ) : nodes[0] ? (
        <JobProgress job={nodes[0]} />
      ) : (
        <Text span fz="sm" c="dimmed">
          {state === 'PENDING' ? (
            <>
              Begins <DayText day={startsOn} />
            </>
          ) : (
            'Done'
          )}
        </Text>
      ),
    show: 'always',
  },
  {
    key: 'retail',
    title: 'Price a month',
    value: ({ retailMinor }) => retailMinor / 100,
    cell: ({ retailMinor, currency }) => <Money minor={retailMinor} currency={currency} />,
    align: 'right',
  },
  {
    key: 'startsOn',
    title: 'From',
    value: ({ startsOn }) => startsOn,
    cell: ({ startsOn }) => <DayText day={startsOn} />,
    sort: 'STARTS_ON',
  },
  {
    key: 'endsOn',
    title: 'Until',
    value: ({ endsOn }) => endsOn,
    cell: ({ endsOn }) => <LastDayText endsOn={endsOn} />,
  },
  {
    key: 'reference',
    title: 'Reference',
    value: ({ reference }) => reference,
    sort: 'REFERENCE',
    show: 'chosen',
  },
];
