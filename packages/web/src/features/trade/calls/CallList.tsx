import { IconPhoneCall } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { today } from '../../../lib/today.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import type { FilterValue } from '../../../ui/list/use-list-state.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { CallDialogue } from './CallDialogue.tsx';
import { CALL_STATES, DIRECTIONS, duration, optionsOf, phone, priceOf } from './call-words.ts';
import { monthBefore } from './days.ts';

const CallsDocument = graphql(
  `
  query Calls(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CallRecordFilter
    $orderBy: CallRecordOrder
  ) {
    calls(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        from
        to
        direction
        startedAt
        seconds
        state
        retailZone
        retail {
          priceMicro
          currency
        }
        wholesale {
          priceMicro
          currency
        }
        endUser {
          id
          displayName
        }
        company {
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
const ZonesDocument = graphql(`
  query CallZones($since: Date!, $until: Date!, $companyId: ID) {
    callTotals(since: $since, until: $until, companyId: $companyId) {
      zone
    }
  }
`);
type Call = ResultOf<typeof CallsDocument>['calls']['nodes'][number];

interface CallListProps {
  /** Whose page the list is a tab of. Without it the list is a page of its own, and narrowed to a company if one is chosen. */
  of?: { companyId: string } | { endUserId: string };
}

/** Calls with what each costs; one of them opens beside the list [B1] [B2]. */
export function CallList({ of }: CallListProps) {
  const { level } = useViewer();
  const asked: { companyId?: unknown; call?: unknown } = useSearch({ strict: false });
  const chosen = typeof asked.companyId === 'string' ? asked.companyId : undefined;
  const sells = level === 'PLATFORM' || level === 'RESELLER';
  const companies = useCompanyOptions(sells && !of, chosen);
  const navigate = useNavigate();
  const open = (call: string | undefined) =>
    ({ to: '.', search: (before: object) => ({ ...before, call }), resetScroll: false }) as const;
  const list = useList({
    query: CallsDocument,
    page: ({ calls }) => calls,
    type: 'CallRecord',
    settings: {
      sort: '-STARTED_AT',
      filters: ['since', 'until', 'direction', 'state', 'zone', 'companyId', 'importId'],
      initial: { since: monthBefore() },
    },
    ...(of && { fixed: of }),
  });
  const { since, until, zone } = list.state.filters;
  const zones = useZones(since, until, of && 'companyId' in of ? of.companyId : chosen, zone);
  return (
    <>
      <DataList
        id={of ? 'tenant-calls' : 'calls'}
        label="Calls"
        list={list}
        columns={COLUMNS.filter(({ key }) => {
          if (key === 'company') return sells && !of;
          if (key === 'wholesale') return sells;
          return key !== 'person' || (level !== 'END_USER' && !(of && 'endUserId' in of));
        })}
        searchHint="Number, but for its last three digits"
        filters={[
          dayFilter('since', 'From', { max: until }),
          dayFilter('until', 'To', { min: since }),
          { key: 'direction', label: 'Made or received', options: optionsOf(DIRECTIONS) },
          { key: 'state', label: 'Status', options: optionsOf(CALL_STATES) },
          ...(zones.length ? [{ key: 'zone', label: 'Zone', options: zones }] : []),
          ...(sells && !of ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => open(id)}
        empty={
          <EmptyState icon={<IconPhoneCall size={22} />} title="No calls in these days">
            Calls appear as the exchange tells of them. They are kept as long as what they cost can be
            challenged.
          </EmptyState>
        }
      />
      {typeof asked.call === 'string' && (
        <CallDialogue key={asked.call} callId={asked.call} onClose={() => void navigate(open(undefined))} />
      )}
    </>
  );
}

/** The zones that were called in these days, and the one that is chosen, though nobody called there. */
function useZones(
  since: FilterValue | undefined,
  until: FilterValue | undefined,
  companyId: string | undefined,
  chosen: FilterValue | undefined,
): { value: string; label: string }[] {
  const read = useRead(
    ZonesDocument,
    {
      since: String(since ?? monthBefore()),
      until: String(until ?? today()),
      ...(companyId && { companyId }),
    },
    { types: ['CallImport'] },
  );
  const called = read.state === 'ready' ? read.data.callTotals.flatMap(({ zone }) => zone ?? []) : [];
  const names = new Set([...called, ...(chosen ? [String(chosen)] : [])]);
  return [...names].sort().map((zone) => ({ value: zone, label: zone }));
}

const COLUMNS: readonly Column<Call, 'STARTED_AT'>[] = [
  {
    key: 'startedAt',
    title: 'Began',
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <DateText at={startedAt} />,
    sort: 'STARTED_AT',
  },
  { key: 'from', title: 'From', value: ({ from }) => from, cell: ({ from }) => phone(from), show: 'always' },
  { key: 'to', title: 'To', value: ({ to }) => to, cell: ({ to }) => phone(to), show: 'always' },
  { key: 'zone', title: 'Zone', value: ({ retailZone }) => retailZone },
  {
    key: 'seconds',
    title: 'Lasted',
    value: ({ seconds }) => seconds,
    cell: ({ seconds }) => duration(seconds),
    align: 'right',
    show: 'always',
  },
  {
    key: 'price',
    title: 'Price',
    value: ({ retail }) => priceOf(retail),
    align: 'right',
    show: 'always',
  },
  { key: 'wholesale', title: 'Wholesale', value: ({ wholesale }) => priceOf(wholesale), align: 'right' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => CALL_STATES[state],
    cell: ({ state }) => (
      <StateBadge
        state={state === 'RATED' || state === 'FREE' ? '' : 'WAITING'}
        label={CALL_STATES[state] ?? state}
      />
    ),
    show: 'always',
  },
  { key: 'person', title: 'Person', value: ({ endUser }) => endUser?.displayName },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name },
  {
    key: 'direction',
    title: 'Made or received',
    value: ({ direction }) => DIRECTIONS[direction],
    show: 'chosen',
  },
];
