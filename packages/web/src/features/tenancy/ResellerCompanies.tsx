import { IconBuilding } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { DateText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';

const ResellerCompaniesDocument = graphql(`
  query ResellerCompanies(
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
        createdAt
      }
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

/** The customers of one reseller [T1], as a tab of its page. */
export function ResellerCompanies({ resellerId }: { resellerId: string }) {
  const list = useList({
    query: ResellerCompaniesDocument,
    page: ({ companies }) => companies,
    type: 'Company',
    settings: { sort: 'NAME' },
    fixed: { resellerId },
  });
  return (
    <DataList
      id="reseller-companies"
      label="Companies"
      list={list}
      columns={COLUMNS}
      searchHint="Name or customer code"
      rowLink={({ id }) => ({ to: '/companies/$companyId', params: { companyId: id } })}
      empty={
        <EmptyState
          icon={<IconBuilding size={22} />}
          title="No companies yet"
          action={
            <ButtonLink to="/companies/new" variant="default">
              Onboard company
            </ButtonLink>
          }
        />
      }
    />
  );
}

interface CompanyRow {
  id: string;
  name: string;
  customerCode: string;
  status: string;
  endUserCount: number;
  createdAt: string;
}

const COLUMNS: readonly Column<CompanyRow, 'NAME' | 'CUSTOMER_CODE' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  { key: 'code', title: 'Code', value: ({ customerCode }) => customerCode, sort: 'CUSTOMER_CODE' },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => status,
    cell: ({ status }) => <StateBadge state={status} />,
    show: 'always',
  },
  {
    key: 'endUsers',
    title: 'End users',
    value: ({ endUserCount }) => endUserCount,
    align: 'right',
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Customer since',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
