import { Group } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { useCan } from '../../data/viewer.ts';
import { formatPhone } from '../../lib/phone.ts';
import { DateText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { InviteAdministrator } from './InviteAdministrator.tsx';
import { ResendInvitation } from './ResendInvitation.tsx';

const TenantAdministratorsDocument = graphql(`
  query TenantAdministrators(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: MembershipFilter
    $orderBy: MembershipOrder
  ) {
    memberships(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        firstName
        lastName
        email
        phone
        mobile
        status
        lastSignInAt
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

/** Whose administrators: one company's, or one reseller's own. */
type Tenant = { companyId: string } | { resellerId: string; isPlatform: boolean };

/** Who administers one tenant [T2], as a tab of its page. */
export function TenantAdministrators({ tenant }: { tenant: Tenant }) {
  const can = useCan();
  const list = useList({
    query: TenantAdministratorsDocument,
    page: ({ memberships }) => memberships,
    type: 'Membership',
    settings: { sort: 'NAME' },
    fixed:
      'companyId' in tenant
        ? { companyId: tenant.companyId, level: 'COMPANY' }
        : { resellerId: tenant.resellerId, level: tenant.isPlatform ? 'PLATFORM' : 'RESELLER' },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'NAME' | 'EMAIL'>[] = [
    {
      key: 'name',
      title: 'Name',
      value: ({ firstName, lastName }) => `${firstName} ${lastName}`,
      sort: 'NAME',
    },
    { key: 'email', title: 'E-mail', value: ({ email }) => email, sort: 'EMAIL', show: 'always' },
    { key: 'phone', title: 'Phone', value: ({ phone, mobile }) => formatPhone(phone ?? mobile ?? '') },
    {
      key: 'status',
      title: 'Status',
      value: ({ status }) => status,
      cell: ({ status }) => <StateBadge state={status} />,
      show: 'always',
    },
    {
      key: 'lastSignInAt',
      title: 'Last sign-in',
      value: ({ lastSignInAt }) => lastSignInAt,
      cell: ({ lastSignInAt }) => <DateText at={lastSignInAt} as="ago" />,
    },
  ];
  const invite = can('membership:write') && (
    <InviteAdministrator
      tenant={'companyId' in tenant ? { companyId: tenant.companyId } : { resellerId: tenant.resellerId }}
    />
  );
  return (
    <>
      {invite && (
        <Group justify="flex-end" mb="sm">
          {invite}
        </Group>
      )}
      <DataList
        id="administrators"
        label="Administrators"
        list={list}
        columns={columns}
        searchHint="Name or e-mail"
        rowActions={(row) =>
          row.status === 'INVITED' && can('membership:write') && <ResendInvitation membership={row} />
        }
        empty={<EmptyState icon={<IconUserShield size={22} />} title="No administrators" />}
      />
    </>
  );
}
