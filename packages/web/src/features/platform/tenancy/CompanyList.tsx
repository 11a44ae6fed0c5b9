// The pattern of a list page. To add one:
// 1. Write the list query here with `graphql`: variables first, after, last, before, filter, orderBy; ask only for what the
//    columns show, plus `id`, `totalCount` and `pageInfo`.
// 2. `useList` ties it to the address bar; `type` is the GraphQL type of a row, so that the list follows live changes.
// 3. Columns: `value` is the bare value (for CSV), `cell` how it looks, `sort` the API's name, `show` how important it is.
// 4. Give `<DataList>` an `empty` state whose action is the next step.
// 5. One entry in `app/routes/<feature>.ts`; the entry of the navigation is in `app/navigation.ts`.
// A detail page: see CompanyPage. A form as a page: OnboardCompanyPage. A form in a dialogue: EditCompany.
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const CompaniesDocument = graphql(
  `
  query Companies(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CompanyFilter
    $orderBy: CompanyOrder
  ) {
    companies(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        customerCode
        status
        endUserCount
        subscriptionCount
        createdAt
        agreementAcceptedAt
        reseller {
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

interface CompanyListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  resellerId?: string;
}

/** The companies one looks after [T1] [T3]. */
export function CompanyList({ resellerId }: CompanyListProps) {
  const { level } = useViewer();
  const can = useCan();
  const list = useList({
    query: CompaniesDocument,
    page: ({ companies }) => companies,
    type: 'Company',
    settings: { sort: 'NAME', filters: ['status', 'agreementDue'] },
    fixed: resellerId ? { resellerId } : {},
  });
  const tab = resellerId !== undefined;
  const onboard = can('COMPANY_ONBOARD') && (
    <ButtonLink to="/companies/new" search={{ resellerId }} leftSection={<IconPlus size={16} />}>
      Onboard company
    </ButtonLink>
  );
  return (
    <>
      <ListHeader title="Companies" actions={onboard} tab={tab} />
      <DataList
        id={tab ? 'reseller-companies' : 'companies'}
        label="Companies"
        list={list}
        columns={level === 'PLATFORM' && !tab ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'reseller')}
        searchHint="Name or customer code"
        filters={[
          { key: 'status', label: 'Status', options: options(['ACTIVE', 'SUSPENDED']) },
          {
            key: 'agreementDue',
            label: 'Agreement',
            options: [
              { value: 'true', label: 'Newest not accepted' },
              { value: 'false', label: 'Accepted' },
            ],
          },
        ]}
        rowLink={({ id }) => ({ to: '/companies/$companyId', params: { companyId: id } })}
        empty={
          <EmptyState icon={<IconBuilding size={22} />} title="No companies yet" action={!tab && onboard}>
            A company you onboard gets an administrator, who then looks after its own people.
          </EmptyState>
        }
      />
    </>
  );
}

interface CompanyRow {
  id: string;
  name: string;
  customerCode: string;
  status: string;
  endUserCount: number | null;
  subscriptionCount: number | null;
  createdAt: string;
  agreementAcceptedAt: string | null;
  reseller: { name: string };
}

const COLUMNS: readonly Column<CompanyRow, 'NAME' | 'CUSTOMER_CODE' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  {
    key: 'customerCode',
    title: 'Code',
    value: ({ customerCode }) => customerCode,
    sort: 'CUSTOMER_CODE',
    show: 'always',
  },
  { key: 'reseller', title: 'Reseller', value: ({ reseller }) => reseller.name },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => words(status),
    cell: ({ status }) => <StateBadge state={status} />,
    show: 'always',
  },
  {
    key: 'endUserCount',
    title: 'End users',
    value: ({ endUserCount }) => endUserCount,
    align: 'right',
    show: 'always',
  },
  {
    key: 'subscriptionCount',
    title: 'Subscriptions',
    value: ({ subscriptionCount }) => subscriptionCount,
    align: 'right',
  },
  {
    key: 'agreementAcceptedAt',
    title: 'Agreement accepted',
    value: ({ agreementAcceptedAt }) => agreementAcceptedAt,
    cell: ({ agreementAcceptedAt }) => <DateText at={agreementAcceptedAt} as="day" />,
    show: 'chosen',
  },
  {
    key: 'createdAt',
    title: 'Customer since',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
