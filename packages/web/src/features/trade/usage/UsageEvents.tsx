import { Text } from '@mantine/core';
import { lastDay, monthPeriod } from '@steward/shared';
import { IconGauge } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';

const EventsDocument = graphql(
  `
  query UsageEvents(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: UsageEventFilter
    $orderBy: UsageEventOrder
  ) {
    usageEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        at
        quantity
        key
        replacedBy {
          id
          key
        }
        product {
          id
          meter {
            unit
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
type Event = ResultOf<typeof EventsDocument>['usageEvents']['nodes'][number];

/** What was recorded of a subscription in a month, event by event [B1]. */
export function UsageEvents({ subscriptionId, month }: { subscriptionId: string; month: string }) {
  const period = monthPeriod(month);
  const list = useList({
    query: EventsDocument,
    page: ({ usageEvents }) => usageEvents,
    type: 'UsageEvent',
    settings: { sort: '-AT' },
    fixed: { subscriptionId, since: period.start, until: lastDay(period) },
  });
  return (
    <DataList
      id="usage-events"
      label="Events"
      list={list}
      columns={COLUMNS}
      empty={
        <EmptyState icon={<IconGauge size={22} />} title="Nothing used in this month">
          What is used appears as it is recorded.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Event, 'AT'>[] = [
  { key: 'at', title: 'When', value: ({ at }) => at, cell: ({ at }) => <DateText at={at} />, sort: 'AT' },
  {
    key: 'quantity',
    title: 'Used',
    value: ({ quantity }) => quantity,
    cell: ({ quantity, product, replacedBy }) => (
      <Text span inherit td={replacedBy ? 'line-through' : undefined} c={replacedBy ? 'dimmed' : undefined}>
        {count(quantity)} {product.meter?.unit}
      </Text>
    ),
    align: 'right',
    show: 'always',
  },
  { key: 'key', title: 'Key', value: ({ key }) => key, show: 'always' },
  { key: 'replacedBy', title: 'Replaced by', value: ({ replacedBy }) => replacedBy?.key },
];
