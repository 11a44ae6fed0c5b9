import { IconArrowsExchange } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { choices, daysOf, SIDES, STATES } from './words.ts';

const ReratingsDocument = graphql(
  `
  query Reratings(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ReratingFilter
    $orderBy: ReratingOrder
  ) {
    reratings(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        side
        about
        firstDay
        lastDay
        state
        callsChanged
        noteCount
        proposedCount
        startedByName
        createdAt
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
type Rerating = ResultOf<typeof ReratingsDocument>['reratings']['nodes'][number];

/** What was re-rated, and what is left to do of it [B2]. */
export function ReratingList() {
  const list = useList({
    query: ReratingsDocument,
    page: ({ reratings }) => reratings,
    type: 'Rerating',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
  });
  const action = (
    <ButtonLink to="/reratings/new" leftSection={<IconArrowsExchange size={16} />}>
      Re-rate calls
    </ButtonLink>
  );
  return (
    <Siblings of="/credit-notes" at="/reratings">
      <PageHeader
        title="Re-rated calls"
        description="Once a tariff was mended, calls that it charged wrongly are rated anew. Invoices stay as they are, and each gets a note."
        actions={action}
      />
      <DataList
        id="reratings"
        label="Re-rated calls"
        list={list}
        columns={COLUMNS}
        filters={[{ key: 'state', label: 'Status', options: choices(STATES) }]}
        rowLink={({ id }) => ({ to: '/reratings/$reratingId', params: { reratingId: id } })}
        empty={
          <EmptyState icon={<IconArrowsExchange size={22} />} title="Nothing re-rated yet" action={action}>
            Mend the tariff first: publish a version for days that have passed, or withdraw one. Then see here
            what that comes to.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const COLUMNS: readonly Column<Rerating, 'CREATED_AT'>[] = [
  { key: 'about', title: 'Calls of', value: ({ about }) => about, show: 'always' },
  { key: 'days', title: 'Days', value: ({ firstDay, lastDay }) => daysOf(firstDay, lastDay) },
  { key: 'side', title: 'Charged to', value: ({ side }) => SIDES[side] },
  {
    key: 'calls',
    title: 'Rated anew',
    value: ({ callsChanged }) => callsChanged,
    cell: ({ callsChanged }) => count(callsChanged),
    align: 'right',
    show: 'always',
  },
  { key: 'notes', title: 'Notes', value: ({ noteCount }) => noteCount, align: 'right' },
  {
    key: 'proposed',
    title: 'To issue',
    value: ({ proposedCount }) => proposedCount,
    align: 'right',
    show: 'always',
  },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={state} label={STATES[state]} />,
    show: 'always',
  },
  { key: 'by', title: 'Started by', value: ({ startedByName }) => startedByName },
  {
    key: 'at',
    title: 'Started',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
