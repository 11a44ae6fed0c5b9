import { IconChecks } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { fieldName, stateName } from './correction-words.ts';

const CorrectionsDocument = graphql(
  `
  query Corrections(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CorrectionFilter
    $orderBy: CorrectionOrder
  ) {
    corrections(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        field
        current
        wanted
        note
        state
        createdAt
        decidedAt
        decidedByName
        answer
        endUser {
          id
          displayName
          userId
          company {
            id
            name
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

type Row = ResultOf<typeof CorrectionsDocument>['corrections']['nodes'][number];

/** Every correction that was asked for, and what became of it [U3]. */
export function CorrectionList() {
  const { level } = useViewer();
  const several = level !== 'COMPANY';
  const companies = useCompanyOptions(several);
  const list = useList({
    query: CorrectionsDocument,
    page: ({ corrections }) => corrections,
    type: 'Correction',
    settings: { sort: '-CREATED_AT', filters: ['state', 'companyId'] },
  });
  return (
    <>
      <PageHeader
        title="Corrections"
        crumbs={[{ label: 'Requests', link: { to: '/requests' } }]}
        description="What people asked to have corrected of what is kept about them, and what became of it."
      />
      <DataList
        id="corrections"
        label="Corrections"
        list={list}
        columns={several ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'company')}
        filters={[
          ...(several ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          { key: 'state', label: 'Status', options: STATES },
        ]}
        empty={
          <EmptyState icon={<IconChecks size={22} />} title="Nobody has asked for a correction">
            People ask for one on their profile; what waits is shown first under Requests.
          </EmptyState>
        }
      />
    </>
  );
}

const STATES = ['WAITING', 'APPLIED', 'DECLINED', 'WITHDRAWN'].map((value) => ({
  value,
  label: stateName(value),
}));

const COLUMNS: readonly Column<Row, 'CREATED_AT'>[] = [
  {
    key: 'person',
    title: 'Person',
    value: ({ endUser }) => endUser.displayName,
    cell: ({ endUser }) => (
      <TextLink to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
        {endUser.displayName}
      </TextLink>
    ),
  },
  { key: 'userId', title: 'User id', value: ({ endUser }) => endUser.userId, show: 'chosen' },
  { key: 'company', title: 'Company', value: ({ endUser }) => endUser.company.name, show: 'always' },
  { key: 'field', title: 'What', value: ({ field }) => fieldName(field), show: 'always' },
  { key: 'current', title: 'As it was', value: ({ current }) => current },
  {
    key: 'wanted',
    title: 'As it should be',
    value: ({ wanted }) => wanted ?? 'To be removed',
    show: 'always',
  },
  { key: 'note', title: 'Note', value: ({ note }) => note, show: 'chosen' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => stateName(state),
    cell: ({ state }) => <StateBadge state={state} label={stateName(state)} />,
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Asked',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="ago" />,
    sort: 'CREATED_AT',
  },
  {
    key: 'decidedAt',
    title: 'Answered',
    value: ({ decidedAt }) => decidedAt,
    cell: ({ decidedAt }) => <DateText at={decidedAt} />,
    show: 'chosen',
  },
  { key: 'decidedByName', title: 'By', value: ({ decidedByName }) => decidedByName, show: 'chosen' },
  { key: 'answer', title: 'They were told', value: ({ answer }) => answer, show: 'chosen' },
];
