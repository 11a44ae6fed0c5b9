import { IconWorld } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { DateText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';

const CompanyDomainsDocument = graphql(`
  query CompanyDomains(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: DomainFilter
    $orderBy: DomainOrder
  ) {
    domains(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        addressCount
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

/** The mail domains of one company, as a tab of its page. */
export function CompanyDomains({ companyId }: { companyId: string }) {
  const list = useList({
    query: CompanyDomainsDocument,
    page: ({ domains }) => domains,
    type: 'Domain',
    settings: { sort: 'NAME' },
    fixed: { companyId },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'NAME' | 'CREATED_AT'>[] = [
    { key: 'name', title: 'Domain', value: ({ name }) => name, sort: 'NAME' },
    {
      key: 'addressCount',
      title: 'Addresses',
      value: ({ addressCount }) => addressCount,
      align: 'right',
      show: 'always',
    },
    {
      key: 'createdAt',
      title: 'Added',
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
      sort: 'CREATED_AT',
      show: 'always',
    },
  ];
  return (
    <DataList
      id="company-domains"
      label="Domains"
      list={list}
      columns={columns}
      searchHint="Domain"
      empty={
        <EmptyState icon={<IconWorld size={22} />} title="No domains yet">
          E-mail addresses can be allocated once the company has a domain.
        </EmptyState>
      }
    />
  );
}
