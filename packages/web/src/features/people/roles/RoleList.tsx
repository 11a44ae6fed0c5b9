import { Text } from '@mantine/core';
import { IconPlus, IconShieldCheck } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { plural } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { KIND_SAYS } from './areas.ts';

const RolesDocument = graphql(
  `
  query Roles(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RoleFilter
    $orderBy: RoleOrder
  ) {
    roles(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        kind
        permissions
        memberCount
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

type Role = ResultOf<typeof RolesDocument>['roles']['nodes'][number];

/** The roles of one's own organisation, or of a company that one looks after: those that come with Steward, and those made there [T6]. */
export function RoleList({ companyId }: { companyId?: string }) {
  const { level, reseller, company } = useViewer();
  const can = useCan();
  const list = useList({
    query: RolesDocument,
    page: ({ roles }) => roles,
    type: 'Role',
    settings: { sort: 'KIND' },
    fixed: companyId
      ? { level: 'COMPANY', tenantId: companyId }
      : { level, tenantId: company?.id ?? reseller.id },
  });
  const action = can('ROLE_WRITE') && (
    <ButtonLink to="/roles/new" search={companyId ? { companyId } : {}} leftSection={<IconPlus size={16} />}>
      New role
    </ButtonLink>
  );
  const shown = (
    <>
      <ListHeader
        title="Roles"
        description="What those who look after this organisation may do. Nobody can give what they may not do themselves."
        actions={action}
        tab={companyId !== undefined}
      />
      <DataList
        id={companyId ? 'company-roles' : 'roles'}
        label="Roles"
        list={list}
        // How many have a built-in role is said of everyone one sees, not of this company's people.
        columns={companyId ? COLUMNS.filter(({ key }) => key !== 'memberCount') : COLUMNS}
        searchHint="Name"
        rowLink={({ id }) => ({ to: '/roles/$roleId', params: { roleId: id } })}
        empty={<EmptyState icon={<IconShieldCheck size={22} />} title="No roles" action={action} />}
      />
    </>
  );
  if (companyId) return shown;
  return (
    <Siblings of="/administrators" at="/roles">
      {shown}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Role, 'KIND' | 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  {
    key: 'says',
    title: 'What it is for',
    value: ({ kind, permissions }) =>
      kind === 'CUSTOM' ? plural(permissions.length, 'permission') : KIND_SAYS[kind],
    show: 'always',
  },
  {
    key: 'kind',
    title: 'Kind',
    value: ({ kind }) => (kind === 'CUSTOM' ? 'Its own' : 'Built in'),
    cell: ({ kind }) =>
      kind === 'CUSTOM' ? (
        'Its own'
      ) : (
        <Text span c="dimmed" inherit>
          Built in
        </Text>
      ),
    sort: 'KIND',
  },
  {
    key: 'memberCount',
    title: 'Who has it',
    value: ({ memberCount }) => memberCount,
    cell: ({ memberCount }) => (
      <Text span inherit c={memberCount ? undefined : 'dimmed'}>
        {memberCount}
      </Text>
    ),
    align: 'right',
    show: 'always',
  },
];
