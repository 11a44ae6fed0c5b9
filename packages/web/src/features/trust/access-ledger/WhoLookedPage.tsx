import { IconEye } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { spoken, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const AccessLedgerDocument = graphql(
  `
  query AccessLedger(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AccessEntryFilter
    $orderBy: AccessEntryOrder
  ) {
    accessLedger(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        at
        what
        level
        reason
        roleName
        byName
        endUserName
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

type Row = ResultOf<typeof AccessLedgerDocument>['accessLedger']['nodes'][number];

const REASONS: Record<Row['reason'], string> = {
  OWN_ADMINISTRATION: 'Your company’s administration',
  SUPPORT: 'Support that your company let in',
  SERVICE: 'Running the service',
};
const WHAT: Record<string, string> = { endUser: 'Personal record' };

/** Who has opened what about a person: for the person, for the company about its people, and for staff [U6]. */
export function WhoLookedPage() {
  const { level } = useViewer();
  const own = level === 'END_USER';
  const list = useList({
    query: AccessLedgerDocument,
    page: ({ accessLedger }) => accessLedger,
    type: 'AccessEntry',
    settings: { sort: '-AT', filters: ['reason', 'from', 'to', 'endUserId'] },
  });
  const { from, to } = list.state.filters;
  return (
    <>
      <PageHeader
        title="Who looked"
        description={
          own
            ? 'Everyone but yourself who has opened what is kept about you: who, in which role, when and why. It cannot be changed.'
            : 'Who has opened the record of a person who is not themselves: who, in which role, when and why. The person reads the same.'
        }
      />
      <DataList
        id="who-looked"
        label="Who looked"
        list={list}
        columns={own ? COLUMNS.filter(({ key }) => key !== 'person') : COLUMNS}
        filters={[
          {
            key: 'reason',
            label: 'Why',
            options: Object.entries(REASONS).map(([value, label]) => ({ value, label })),
          },
          dayFilter('from', 'From', { max: to }),
          dayFilter('to', 'To', { min: from }),
        ]}
        empty={
          <EmptyState icon={<IconEye size={22} />} title="Nobody has looked">
            {own ? 'When somebody opens what is kept about you, it stands here.' : undefined}
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Row, 'AT'>[] = [
  { key: 'who', title: 'Who', value: ({ byName }) => byName },
  {
    key: 'at',
    title: 'When',
    value: ({ at }) => at,
    cell: ({ at }) => <DateText at={at} />,
    sort: 'AT',
    show: 'always',
  },
  {
    key: 'person',
    title: 'About',
    value: ({ endUserName }) => endUserName ?? 'Somebody who is gone',
    show: 'always',
  },
  { key: 'reason', title: 'Why', value: ({ reason }) => REASONS[reason], show: 'always' },
  { key: 'role', title: 'Role', value: ({ roleName, level }) => roleName || words(level) },
  { key: 'what', title: 'What', value: ({ what }) => WHAT[what] ?? spoken(what) },
];
