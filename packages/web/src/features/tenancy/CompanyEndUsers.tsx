import { Group, Stack } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { useCan } from '../../data/viewer.ts';
import { options } from '../../lib/words.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { SignInBadge } from '../../ui/SignInBadge.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';

const CompanyEndUsersDocument = graphql(`
  query CompanyEndUsers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: EndUserFilter
    $orderBy: EndUserOrder
  ) {
    endUsers(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        displayName
        email
        jobTitle
        department
        status
        signIn
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

/** The people of one company, as a tab of its page. */
export function CompanyEndUsers({ companyId }: { companyId: string }) {
  const can = useCan();
  const list = useList({
    query: CompanyEndUsersDocument,
    page: ({ endUsers }) => endUsers,
    type: 'EndUser',
    settings: { sort: 'NAME', filters: ['status'] },
    fixed: { companyId },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'NAME' | 'EMAIL'>[] = [
    { key: 'displayName', title: 'Name', value: ({ displayName }) => displayName, sort: 'NAME' },
    { key: 'email', title: 'E-mail', value: ({ email }) => email, sort: 'EMAIL', show: 'always' },
    { key: 'jobTitle', title: 'Job title', value: ({ jobTitle }) => jobTitle },
    { key: 'department', title: 'Department', value: ({ department }) => department, show: 'chosen' },
    {
      key: 'status',
      title: 'Status',
      value: ({ status }) => status,
      cell: ({ status }) => <StateBadge state={status} />,
      show: 'always',
    },
    {
      key: 'signIn',
      title: 'Sign-in',
      value: ({ signIn }) => signIn,
      cell: ({ signIn }) => <SignInBadge state={signIn} />,
    },
  ];
  const action = can('end_user:write') && (
    <Group gap="xs">
      <ButtonLink to="/end-users/import" search={{ companyId }} variant="default">
        Import
      </ButtonLink>
      <ButtonLink to="/end-users/new" search={{ companyId }}>
        Add end user
      </ButtonLink>
    </Group>
  );
  const some = list.rows !== undefined && list.rows.length > 0;
  return (
    <Stack gap="sm">
      {some && <Group justify="flex-end">{action}</Group>}
      <DataList
        id="company-end-users"
        label="End users"
        list={list}
        columns={columns}
        searchHint="Name or e-mail"
        rowLink={({ id }) => ({ to: '/end-users/$endUserId', params: { endUserId: id } })}
        filters={[{ key: 'status', label: 'Status', options: options(['ACTIVE', 'SUSPENDED']) }]}
        empty={
          <EmptyState icon={<IconUsers size={22} />} title="No end users yet" action={action}>
            People are added one by one or from a file.
          </EmptyState>
        }
      />
    </Stack>
  );
}
