import { Badge, Group } from '@mantine/core';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const ResellersDocument = graphql(
  `
  query Resellers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ResellerFilter
    $orderBy: ResellerOrder
  ) {
    resellers(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        isPlatform
        invoicePrefix
        status
        companyCount
        endUserCount
        createdAt
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

/** The resellers of the platform, its own channel for direct customers among them [T1]. */
export function ResellersPage() {
  const can = useCan();
  const list = useList({
    query: ResellersDocument,
    page: ({ resellers }) => resellers,
    type: 'Reseller',
    settings: { sort: 'NAME', filters: ['status'] },
  });
  const onboard = can('RESELLER_ONBOARD') && (
    <ButtonLink to="/resellers/new" leftSection={<IconPlus size={16} />}>
      Onboard reseller
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Resellers" actions={onboard} />
      <DataList
        id="resellers"
        label="Resellers"
        list={list}
        columns={COLUMNS}
        searchHint="Name"
        filters={[{ key: 'status', label: 'Status', options: options(['ACTIVE', 'SUSPENDED']) }]}
        rowLink={({ id }) => ({ to: '/resellers/$resellerId', params: { resellerId: id } })}
        empty={
          <EmptyState icon={<IconBuildingStore size={22} />} title="No resellers yet" action={onboard}>
            A reseller you onboard gets an administrator, who then onboards its own customers.
          </EmptyState>
        }
      />
    </>
  );
}

interface ResellerRow {
  id: string;
  name: string;
  isPlatform: boolean;
  invoicePrefix: string;
  status: string;
  companyCount: number;
  endUserCount: number;
  createdAt: string;
}

const COLUMNS: readonly Column<ResellerRow, 'NAME' | 'CREATED_AT'>[] = [
  {
    key: 'name',
    title: 'Name',
    value: ({ name }) => name,
    cell: ({ name, isPlatform }) => (
      <Group gap="xs" wrap="nowrap" display="inline-flex">
        {name}
        {isPlatform && (
          <Badge size="sm" variant="light" color="gray" style={{ flex: 'none' }}>
            Direct
          </Badge>
        )}
      </Group>
    ),
    sort: 'NAME',
  },
  { key: 'prefix', title: 'Invoice prefix', value: ({ invoicePrefix }) => invoicePrefix },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => words(status),
    cell: ({ status }) => <StateBadge state={status} />,
    show: 'always',
  },
  {
    key: 'companyCount',
    title: 'Companies',
    value: ({ companyCount }) => companyCount,
    align: 'right',
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
    key: 'createdAt',
    title: 'Reseller since',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
