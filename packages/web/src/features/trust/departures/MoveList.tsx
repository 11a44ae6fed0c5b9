import { IconTransfer } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { STATES, TONES, waitsFor } from './move-words.ts';

const MovesDocument = graphql(
  `
  query CompanyMoves(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CompanyMoveFilter
    $orderBy: CompanyMoveOrder
  ) {
    companyMoves(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        companyName
        fromName
        toName
        movesOn
        state
        awaits
        heldBecause
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
type Move = ResultOf<typeof MovesDocument>['companyMoves']['nodes'][number];

/** Moves of companies to other resellers [T7]. */
export function MoveList() {
  const list = useList({
    query: MovesDocument,
    page: ({ companyMoves }) => companyMoves,
    type: 'CompanyMove',
    settings: { sort: '-MOVES_ON', filters: ['state', 'awaitsMe'] },
  });
  return (
    <DataList
      id="company-moves"
      label="Moves"
      list={list}
      columns={COLUMNS}
      filters={[
        {
          key: 'state',
          label: 'State',
          options: Object.entries(STATES).map(([value, label]) => ({ value, label })),
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
        <EmptyState icon={<IconTransfer size={22} />} title="No moves">
          A company can go to another reseller on a day: all who have a say in it are asked here.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Move, 'MOVES_ON' | 'PROPOSED_AT'>[] = [
  {
    key: 'company',
    title: 'Company',
    value: ({ companyName }) => companyName,
    cell: ({ id, companyName }) => (
      <TextLink to="/moves/$moveId" params={{ moveId: id }}>
        {companyName}
      </TextLink>
    ),
    show: 'always',
  },
  { key: 'from', title: 'From', value: ({ fromName }) => fromName },
  { key: 'to', title: 'To', value: ({ toName }) => toName, show: 'always' },
  {
    key: 'movesOn',
    title: 'On',
    value: ({ movesOn }) => movesOn,
    cell: ({ movesOn }) => <DayText day={movesOn} />,
    sort: 'MOVES_ON',
    show: 'always',
  },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => STATES[state],
    cell: ({ state, heldBecause }) => (
      <StateBadge
        state={heldBecause ? 'PARKED' : TONES[state]}
        label={heldBecause ? 'Held' : STATES[state]}
      />
    ),
    show: 'always',
  },
  { key: 'awaits', title: 'Waits for', value: (move) => waitsFor(move) },
  {
    key: 'proposedAt',
    title: 'Proposed',
    value: ({ proposedAt }) => proposedAt,
    cell: ({ proposedAt }) => <DateText at={proposedAt} />,
    sort: 'PROPOSED_AT',
    show: 'chosen',
  },
];
