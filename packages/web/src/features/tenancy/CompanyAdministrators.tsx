import { notifications } from '@mantine/notifications';
import { IconUserShield } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { useSend } from '../../data/use-send.ts';
import { useCan } from '../../data/viewer.ts';
import { formatPhone } from '../../lib/phone.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DateText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';

const CompanyAdministratorsDocument = graphql(`
  query CompanyAdministrators(
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

const ResendDocument = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) {
      id
    }
  }
`);

/** Who administers one company [T2], as a tab of its page. */
export function CompanyAdministrators({ companyId }: { companyId: string }) {
  const can = useCan();
  const list = useList({
    query: CompanyAdministratorsDocument,
    page: ({ memberships }) => memberships,
    type: 'Membership',
    settings: { sort: 'NAME' },
    fixed: { companyId, level: 'COMPANY' },
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
  return (
    <DataList
      id="company-administrators"
      label="Administrators"
      list={list}
      columns={columns}
      searchHint="Name or e-mail"
      rowActions={(row) => row.status === 'INVITED' && can('membership:write') && <Resend membership={row} />}
      empty={<EmptyState icon={<IconUserShield size={22} />} title="No administrators" />}
    />
  );
}

function Resend({ membership: { id, email } }: { membership: { id: string; email: string } }) {
  const resend = useSend(ResendDocument);
  return (
    <ConfirmButton
      size="compact-sm"
      title="Send the invitation again?"
      consequence={`${email} gets a new link, good for 24 hours. The earlier link stops working.`}
      confirmLabel="Send invitation"
      onConfirm={async () => {
        await resend({ input: { membershipId: id } });
        notifications.show({ message: `A new invitation is on its way to ${email}.` });
      }}
    >
      Send again
    </ConfirmButton>
  );
}
