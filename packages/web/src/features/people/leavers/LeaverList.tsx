import { IconDoorExit } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { STATE_OPTIONS, stateText } from './leaver-words.ts';

const LeaversDocument = graphql(
  `
  query Leavers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: LeaverFilter
    $orderBy: LeaverOrder
  ) {
    leavers(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        lastDay
        undoUntil
        monthlyMinor
        currency
        confirmedByName
        confirmedAt
        createdAt
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

type Leaver = ResultOf<typeof LeaversDocument>['leavers']['nodes'][number];

/** Who leaves and who has left, and until when that can be undone [U5]. */
export function LeaverList() {
  const { level } = useViewer();
  const severalCompanies = level !== 'COMPANY';
  const companies = useCompanyOptions(severalCompanies, undefined);
  const list = useList({
    query: LeaversDocument,
    page: ({ leavers }) => leavers,
    type: 'Leaver',
    settings: { sort: '-LAST_DAY', filters: ['companyId', 'state'] },
    fixed: {},
  });
  return (
    <>
      <ListHeader title="Leavers" tab={false} />
      <DataList
        id="leavers"
        label="Leavers"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        filters={[
          { key: 'state', label: 'Status', options: STATE_OPTIONS },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/leavers/$leaverId', params: { leaverId: id } })}
        empty={
          <EmptyState icon={<IconDoorExit size={22} />} title="Nobody leaves">
            Choose Leaver… on somebody’s page to see all that they hold, and what becomes of it.
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Leaver, 'LAST_DAY' | 'CREATED_AT'>[] = [
  { key: 'person', title: 'Name', value: ({ endUser }) => endUser.displayName },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => stateText(state),
    cell: ({ state }) => <StateBadge state={state} label={stateText(state)} />,
    show: 'always',
  },
  {
    key: 'lastDay',
    title: 'Last day',
    value: ({ lastDay }) => lastDay,
    cell: ({ lastDay }) => <DayText day={lastDay} />,
    sort: 'LAST_DAY',
    show: 'always',
  },
  {
    key: 'undoUntil',
    title: 'Can be undone until',
    value: ({ undoUntil }) => undoUntil,
    cell: ({ undoUntil, state }) => (
      <DayText day={state === 'CONFIRMED' || state === 'DONE' ? undoUntil : null} />
    ),
  },
  {
    key: 'monthly',
    title: 'Changes a month',
    value: ({ monthlyMinor }) => monthlyMinor / 100,
    cell: ({ monthlyMinor, currency }) => <Money minor={monthlyMinor} currency={currency} />,
    align: 'right',
  },
  { key: 'confirmedBy', title: 'Confirmed by', value: ({ confirmedByName }) => confirmedByName },
  {
    key: 'confirmedAt',
    title: 'Confirmed',
    value: ({ confirmedAt }) => confirmedAt,
    cell: ({ confirmedAt }) => <DateText at={confirmedAt} as="day" />,
    show: 'chosen',
  },
  {
    key: 'createdAt',
    title: 'Planned',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
