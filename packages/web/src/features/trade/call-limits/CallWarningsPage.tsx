import { IconAlertTriangle, IconCheck, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { LiftBar } from './LiftBar.tsx';
import { SettleWarnings } from './SettleWarnings.tsx';
import { WARNINGS, warningWords } from './warning-words.ts';

const WarningsDocument = graphql(
  `
  query CallWarnings(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CallWarningFilter
    $orderBy: CallWarningOrder
  ) {
    callWarnings(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        day
        zone
        perMinuteMicro
        currency
        amountMicro
        limitMinor
        services
        byHand
        createdAt
        endedAt
        endedByName
        outcome
        settledAt
        settledByName
        ofSeller
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
type Warning = ResultOf<typeof WarningsDocument>['callWarnings']['nodes'][number];

/** What of calls seller and company were warned of, and what is barred [B2]. */
export function CallWarningsPage() {
  const can = useCan();
  const { level } = useViewer();
  const sells = level !== 'COMPANY';
  const companies = useCompanyOptions(sells, undefined);
  const [lifting, setLifting] = useState<Warning>();
  const [settling, setSettling] = useState<{ ids: readonly string[]; clear: () => void }>();
  const list = useList({
    query: WarningsDocument,
    page: ({ callWarnings }) => callWarnings,
    type: 'CallWarning',
    settings: { sort: '-CREATED_AT', filters: ['kind', 'companyId', 'barred', 'toSettle'] },
  });
  const settles = can('CALL_WARNING_SETTLE');
  return (
    <>
      <PageHeader
        title="Warnings of calls"
        description="Days whose calls have come to a limit, and first calls to where it is dear or unusual. Emergency and free numbers are never barred."
      />
      <Siblings of="/calls" at="/call-warnings">
        <DataList
          id="call-warnings"
          label="Warnings"
          list={list}
          columns={COLUMNS.filter(({ key }) => sells || (key !== 'company' && key !== 'settled'))}
          filters={[
            {
              key: 'kind',
              label: 'What',
              options: Object.entries(WARNINGS).map(([value, label]) => ({ value, label })),
            },
            { key: 'barred', label: 'Barred', options: [{ value: 'true', label: 'Barred now' }] },
            ...(sells
              ? [
                  { key: 'toSettle', label: 'To do', options: [{ value: 'true', label: 'To look after' }] },
                  { key: 'companyId', label: 'Company', ...companies },
                ]
              : []),
          ]}
          rowActions={
            settles
              ? (warning: Warning) =>
                  warning.ofSeller ? (
                    <RowMenu
                      of={`the warning of ${warning.company?.name ?? 'a company'}`}
                      items={[
                        ...(warning.kind === 'BARRED' && !warning.endedAt
                          ? [
                              {
                                label: 'Let calls go out again',
                                icon: <IconPhoneCall size={16} />,
                                run: () => setLifting(warning),
                              },
                            ]
                          : []),
                        {
                          label: 'Settle',
                          icon: <IconCheck size={16} />,
                          ...(warning.settledAt
                            ? { held: 'It has been looked after already.' }
                            : { run: () => setSettling({ ids: [warning.id], clear: () => {} }) }),
                        },
                      ]}
                    />
                  ) : null
              : undefined
          }
          bulk={
            settles
              ? [
                  {
                    label: 'Settle',
                    icon: <IconCheck size={16} />,
                    run: (rows, clear) => setSettling({ ids: rows.map(({ id }) => id), clear }),
                  },
                ]
              : []
          }
          empty={
            <EmptyState icon={<IconAlertTriangle size={22} />} title="No warnings">
              {sells
                ? 'Set what calls may come to in a day under Limits. A first call to a premium or unusual zone warns anyway.'
                : 'You are told here, and by mail, when calls come to a lot or go to where nobody has called.'}
            </EmptyState>
          }
        />
      </Siblings>
      {lifting && (
        <LiftBar
          bar={{ id: lifting.id, company: lifting.company?.name ?? 'the company' }}
          onClose={() => setLifting(undefined)}
        />
      )}
      {settling && (
        <SettleWarnings
          ids={settling.ids}
          onClose={(done) => {
            if (done) settling.clear();
            setSettling(undefined);
          }}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Warning, 'CREATED_AT'>[] = [
  {
    key: 'kind',
    title: 'What',
    value: ({ kind }) => WARNINGS[kind],
    cell: ({ kind, endedAt }) => (
      <StateBadge
        state={
          kind === 'BARRED' && !endedAt ? 'PARKED' : kind === 'DAY' || kind === 'PREMIUM' ? 'WAITING' : ''
        }
        label={WARNINGS[kind] ?? kind}
      />
    ),
    show: 'always',
  },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name ?? 'Has moved', show: 'always' },
  { key: 'about', title: 'Calls', value: warningWords, show: 'always' },
  { key: 'day', title: 'Of', value: ({ day }) => day, cell: ({ day }) => <DayText day={day} /> },
  {
    key: 'createdAt',
    title: 'Warned',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
  { key: 'services', title: 'Barred through', value: barredThrough },
  {
    key: 'ended',
    title: 'Out again',
    value: ({ endedAt }) => endedAt,
    cell: ({ endedAt, endedByName, outcome }) =>
      endedAt ? (
        <span title={outcome ?? undefined}>
          <DateText at={endedAt} />
          {endedByName && `, ${endedByName}`}
        </span>
      ) : null,
  },
  { key: 'settled', title: 'Looked after by', value: ({ settledByName }) => settledByName },
];

/** Through how many services calls are barred, and through which somebody has to. */
function barredThrough({ services, byHand }: Warning): string | null {
  if (services === null) return null;
  if (byHand.length) return `By hand: ${byHand.join(', ')}`;
  return services === 0
    ? 'Nothing: no product bars calls'
    : services === 1
      ? '1 service'
      : `${services} services`;
}
