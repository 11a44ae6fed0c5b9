import { IconDoorExit } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { LEAVE_STATES, LEAVE_TONES, leaveWaitsFor } from './leave-words.ts';

const DeparturesDocument = graphql(
  `
  query Departures(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: DepartureFilter
    $orderBy: DepartureOrder
  ) {
    departures(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        tenantName
        sellerName
        companyId
        leavesOn
        state
        awaits
        heldBecause
        openUntil
        proposedAt
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
type Row = ResultOf<typeof DeparturesDocument>['departures']['nodes'][number];

/** Companies and resellers that leave [T7]. */
export function DepartureList() {
  const list = useList({
    query: DeparturesDocument,
    page: ({ departures }) => departures,
    type: 'Departure',
    settings: { sort: '-LEAVES_ON', filters: ['state', 'awaitsMe'] },
  });
  return (
    <DataList
      id="departures"
      label="Leaving"
      list={list}
      columns={COLUMNS}
      filters={[
        {
          key: 'state',
          label: 'State',
          options: Object.entries(LEAVE_STATES).map(([value, label]) => ({ value, label })),
        },
        {
          key: 'awaitsMe',
          label: 'Waits',
          options: [
            { value: 'true', label: 'For you' },
            { value: 'false', label: 'For others' },
          ],
        },
      ]}
      empty={
        <EmptyState icon={<IconDoorExit size={22} />} title="Nobody leaves">
          A company leaves from its own page, a reseller from its: what it is given, and what became of its
          data, stands here.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Row, 'LEAVES_ON' | 'PROPOSED_AT'>[] = [
  {
    key: 'tenant',
    title: 'Who',
    value: ({ tenantName }) => tenantName,
    cell: ({ id, tenantName }) => (
      <TextLink to="/departures/$departureId" params={{ departureId: id }}>
        {tenantName}
      </TextLink>
    ),
    show: 'always',
  },
  { key: 'kind', title: 'Is a', value: ({ companyId }) => (companyId ? 'Company' : 'Reseller') },
  { key: 'seller', title: 'Leaves', value: ({ sellerName }) => sellerName },
  {
    key: 'leavesOn',
    title: 'On',
    value: ({ leavesOn }) => leavesOn,
    cell: ({ leavesOn }) => <DayText day={leavesOn} />,
    sort: 'LEAVES_ON',
    show: 'always',
  },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => LEAVE_STATES[state],
    cell: ({ state, heldBecause }) => (
      <StateBadge
        state={heldBecause ? 'PARKED' : LEAVE_TONES[state]}
        label={heldBecause ? 'Held' : LEAVE_STATES[state]}
      />
    ),
    show: 'always',
  },
  { key: 'awaits', title: 'Waits for', value: (departure) => leaveWaitsFor(departure) },
  {
    key: 'openUntil',
    title: 'Data fetched until',
    value: ({ openUntil }) => openUntil,
    cell: ({ openUntil }) => <DateText at={openUntil} />,
  },
  {
    key: 'proposedAt',
    title: 'Proposed',
    value: ({ proposedAt }) => proposedAt,
    cell: ({ proposedAt }) => <DateText at={proposedAt} />,
    sort: 'PROPOSED_AT',
    show: 'chosen',
  },
];
