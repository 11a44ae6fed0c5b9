import { Text } from '@mantine/core';
import { lastDay, monthPeriod } from '@steward/shared';
import { IconGauge, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { RecordUsage } from './RecordUsage.tsx';

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
export function UsageEvents({
  subscription,
  month,
}: {
  subscription: { id: string; reference: string };
  month: string;
}) {
  const can = useCan();
  const [wrong, putRight] = useState<Event>();
  const period = monthPeriod(month);
  const list = useList({
    query: EventsDocument,
    page: ({ usageEvents }) => usageEvents,
    type: 'UsageEvent',
    settings: { sort: '-AT' },
    fixed: { subscriptionId: subscription.id, since: period.start, until: lastDay(period) },
  });
  return (
    <>
      <DataList
        id="usage-events"
        label="Events"
        list={list}
        columns={COLUMNS}
        rowActions={
          can('USAGE_RECORD')
            ? (row: Event) => (
                <RowMenu
                  of={row.key}
                  items={[
                    row.replacedBy
                      ? {
                          label: 'Put right',
                          held: `It is replaced by ${row.replacedBy.key}: put that right.`,
                        }
                      : { label: 'Put right', icon: <IconPencil size={14} />, run: () => putRight(row) },
                  ]}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconGauge size={22} />} title="Nothing used in this month">
            What is used appears as it is recorded.
          </EmptyState>
        }
      />
      {wrong && (
        <RecordUsage
          subscription={subscription.reference}
          unit={wrong.product.meter?.unit ?? ''}
          wrong={wrong}
          onClose={() => putRight(undefined)}
        />
      )}
    </>
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
