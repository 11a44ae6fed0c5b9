import { Group, Stack } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { useCan } from '../../data/viewer.ts';
import { options } from '../../lib/words.ts';
import { DayText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { Money } from '../../ui/Money.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';

const CompanySubscriptionsDocument = graphql(`
  query CompanySubscriptions(
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
        quantity
        state
        startsOn
        endsOn
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
      }
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

/** What one company subscribes to, as a tab of its page. */
export function CompanySubscriptions({ companyId }: { companyId: string }) {
  const can = useCan();
  const list = useList({
    query: CompanySubscriptionsDocument,
    page: ({ subscriptions }) => subscriptions,
    type: 'Subscription',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
    fixed: { companyId },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'REFERENCE' | 'STARTS_ON'>[] = [
    { key: 'product', title: 'Service', value: ({ product }) => product.name },
    {
      key: 'endUser',
      title: 'For',
      value: ({ endUser }) => endUser?.displayName ?? 'The company',
      show: 'always',
    },
    {
      key: 'state',
      title: 'Status',
      value: ({ state }) => state,
      cell: ({ state }) => <StateBadge state={state} />,
      show: 'always',
    },
    { key: 'quantity', title: 'Quantity', value: ({ quantity }) => quantity, align: 'right', show: 'chosen' },
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
    { key: 'reference', title: 'Reference', value: ({ reference }) => reference, sort: 'REFERENCE' },
  ];
  const action = can('subscription:write') && (
    <ButtonLink to="/subscriptions/new" search={{ companyId }}>
      Add company service
    </ButtonLink>
  );
  const some = list.rows !== undefined && list.rows.length > 0;
  return (
    <Stack gap="sm">
      {some && <Group justify="flex-end">{action}</Group>}
      <DataList
        id="company-subscriptions"
        label="Subscriptions"
        list={list}
        columns={columns}
        searchHint="Reference, person or product"
        rowLink={({ id }) => ({ to: '/subscriptions/$subscriptionId', params: { subscriptionId: id } })}
        filters={[
          {
            key: 'state',
            label: 'Status',
            options: options(['PENDING', 'ACTIVE', 'PARKED', 'ENDING', 'ENDED']),
          },
        ]}
        empty={
          <EmptyState icon={<IconRepeat size={22} />} title="No subscriptions yet" action={action}>
            Services that the company or its people use appear here.
          </EmptyState>
        }
      />
    </Stack>
  );
}
