import { Stack, Text } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { words } from '../../../lib/words.ts';
import { DayText, LastDayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ServiceBadge } from '../../../ui/ServiceBadge.tsx';
import { shownState } from './states.ts';

const MyServicesDocument = graphql(
  `
  query MyServices(
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
        state
        suspendedAt
        startsOn
        endsOn
        product {
          id
          name
          description
          contents
          category
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

type Service = ResultOf<typeof MyServicesDocument>['subscriptions']['nodes'][number];

/** What an end user has been given [U4] [C4]. */
export function MyServicesPage() {
  const list = useList({
    query: MyServicesDocument,
    page: ({ subscriptions }) => subscriptions,
    type: 'Subscription',
    settings: { sort: '-STARTS_ON' },
    fixed: { part: false },
  });
  return (
    <>
      <PageHeader title="My services" description="What your company has given you to work with." />
      <DataList
        id="my-services"
        label="My services"
        list={list}
        columns={COLUMNS}
        empty={
          <EmptyState icon={<IconPackage size={22} />} title="No services yet">
            When your administrator gives you a service, it appears here with how far it is.
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Service, 'STARTS_ON'>[] = [
  {
    key: 'product',
    title: 'Service',
    value: ({ product }) => product.name,
    cell: ({ product: { name, description, contents } }) => (
      <Stack gap={0} py={2}>
        <Text span fw={550} inherit>
          {name}
        </Text>
        <Text span c="dimmed" fz="xs" fw={400}>
          {description}
        </Text>
        {contents.length > 0 && (
          <Text span c="dimmed" fz="xs" fw={400}>
            With {new Intl.ListFormat('en-GB').format(contents)}
          </Text>
        )}
      </Stack>
    ),
  },
  { key: 'category', title: 'Category', value: ({ product }) => words(product.category) },
  {
    key: 'state',
    title: 'Status',
    value: (subscription) => words(shownState(subscription)),
    cell: (subscription) => <ServiceBadge state={shownState(subscription)} />,
    show: 'always',
  },
  {
    key: 'startsOn',
    title: 'From',
    value: ({ startsOn }) => startsOn,
    cell: ({ startsOn }) => <DayText day={startsOn} />,
    sort: 'STARTS_ON',
    show: 'always',
  },
  {
    key: 'endsOn',
    title: 'Until',
    value: ({ endsOn }) => endsOn,
    cell: ({ endsOn }) => <LastDayText endsOn={endsOn} />,
  },
];
