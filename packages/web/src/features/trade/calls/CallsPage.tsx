import { Button } from '@mantine/core';
import { IconPhoneCall, IconSettings } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { useCards } from '../../../frame/slots.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { CallDialogue } from './CallDialogue.tsx';
import { CallSettings } from './CallSettings.tsx';
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
type Call = ResultOf<typeof CallsDocument>['calls']['nodes'][number];

const SAYS: Record<string, string> = {
  END_USER: 'The calls of your own numbers. Free and emergency numbers are never listed.',
  COMPANY: 'The calls of your numbers, and what each costs. Free and emergency numbers are never listed.',
};

/** The calls of one's numbers, with what they cost and why [B1] [B2] [B3]. */
export function CallsPage() {
  const { level, company } = useViewer();
  const can = useCan();
  const asked: { companyId?: unknown; call?: unknown } = useSearch({ strict: false });
  const chosen = typeof asked.companyId === 'string' ? asked.companyId : undefined;
  const sells = level === 'PLATFORM' || level === 'RESELLER';
  const companies = useCompanyOptions(sells, chosen);
  const navigate = useNavigate();
  const open = (call: string | undefined) =>
    ({ to: '.', search: (before: object) => ({ ...before, call }), resetScroll: false }) as const;
  const [setting, setSetting] = useState(false);
  const list = useList({
    query: CallsDocument,
    page: ({ calls }) => calls,
    type: 'CallRecord',
    settings: {
      sort: '-STARTED_AT',
      filters: ['since', 'until', 'direction', 'state', 'zone', 'companyId', 'importId'],
      initial: { since: monthBefore() },
    },
  });
  const settings = can('CALL_SETTINGS') && (company?.id ?? chosen);
  const { since, until } = list.state.filters;
  const cards = useCards('calls');
  const whose = company?.id ?? chosen;
  return (
    <>
      <PageHeader
        title={level === 'END_USER' ? 'My calls' : 'Calls'}
        description={SAYS[level] ?? 'Each call with what it costs, and how it comes to that.'}
        actions={
          settings && (
            <Button
              variant="default"
              leftSection={<IconSettings size={16} />}
              onClick={() => setSetting(true)}
            >
              Who sees calls
            </Button>
          )
        }
      />
      <Siblings of="/calls" at="/calls">
        {whose && cards({ companyId: whose })}
        <DataList
          id="calls"
          label="Calls"
          list={list}
          columns={COLUMNS.filter(({ key }) =>
            key === 'company' || key === 'wholesale' ? sells : key !== 'person' || level !== 'END_USER',
          )}
          searchHint="Number, but for its last three digits"
          filters={[
            dayFilter('since', 'From', { max: until }),
            dayFilter('until', 'To', { min: since }),
            { key: 'direction', label: 'Made or received', options: optionsOf(DIRECTIONS) },
            { key: 'state', label: 'Status', options: optionsOf(CALL_STATES) },
            ...(sells ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          ]}
          rowLink={({ id }) => open(id)}
          empty={
            <EmptyState icon={<IconPhoneCall size={22} />} title="No calls in these days">
              Calls appear as the exchange tells of them. They are kept as long as what they cost can be
              challenged.
            </EmptyState>
          }
        />
      </Siblings>
      {typeof asked.call === 'string' && (
        <CallDialogue key={asked.call} callId={asked.call} onClose={() => void navigate(open(undefined))} />
      )}
      {setting && settings && <CallSettings companyId={settings} onClose={() => setSetting(false)} />}
    </>
  );
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
