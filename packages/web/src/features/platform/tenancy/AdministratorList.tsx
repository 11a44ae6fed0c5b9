import { Text } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { type Level, useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { Shown, type Slots, useBulk } from '../../../frame/slots.tsx';
import { formatPhone } from '../../../lib/phone.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { PersonName } from '../../../ui/Portrait.tsx';
import { InvitationBadge } from '../../../ui/SignInBadge.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AdministratorDeeds } from './AdministratorDeeds.tsx';
import { EditAdministrator } from './EditAdministrator.tsx';
import { InviteAdministrator } from './InviteAdministrator.tsx';

const AdministratorsDocument = graphql(
  `
  query Administrators(
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
        photo
        email
        phone
        mobile
        fax
        level
        status
        lastSignInAt
        openSessions
        roleName
        reach
        invitedAt
        invitationExpiresAt
        createdAt
        company {
          id
          name
        }
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

/** Levels whose members one can look after, by one's own level. */
const BELOW: Partial<Record<Level, readonly Level[]>> = {
  PLATFORM: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
  RESELLER: ['RESELLER', 'COMPANY', 'END_USER'],
  COMPANY: ['COMPANY', 'END_USER'],
};

const INVITES: Partial<Record<Level, string>> = {
  PLATFORM:
    'Invite colleagues on the platform’s staff here; administrators of a reseller or company on its own page.',
  RESELLER: 'Invite your colleagues here; administrators of a company on its own page.',
  COMPANY: 'Those who look after your company, and people with a sign-in of their own.',
};

type Tenant = { companyId: string } | { resellerId: string; isPlatform: boolean };

interface AdministratorListProps {
  /** Whose page the list is a tab of: it has that one's own. Without it the list is a page of its own. */
  tenant?: Tenant;
}

/** Everyone who may sign in, at one's own level and below; or who administers one tenant [T2] [T3]. */
export function AdministratorList({ tenant }: AdministratorListProps) {
  const { level } = useViewer();
  const can = useCan();
  const [chosen, setEdited] = useState<MembershipRow>();
  const bulk = useBulk('administrators');
  const [begun, begin] = useState<{
    people: Slots['administrators']['people'];
    clear: () => void;
    content: (typeof bulk)[number]['content'];
  }>();
  const list = useList({
    query: AdministratorsDocument,
    page: ({ memberships }) => memberships,
    type: 'Membership',
    settings: { sort: 'NAME', filters: tenant ? ['status'] : ['level', 'status'] },
    fixed: tenant ? { ...idOf(tenant), level: levelOf(tenant) } : {},
  });
  // As it is by now: somebody else may change it meanwhile.
  const edited = chosen && (list.rows?.find(({ id }) => id === chosen.id) ?? chosen);
  const filters: FilterField[] = [
    ...(tenant ? [] : [{ key: 'level', label: 'Level', options: options(BELOW[level] ?? []) }]),
    { key: 'status', label: 'Status', options: options(['INVITED', 'ACTIVE', 'SUSPENDED']) },
  ];
  const invite = can('MEMBERSHIP_WRITE') && (
    <InviteAdministrator level={tenant ? levelOf(tenant) : level} {...(tenant && { tenant: idOf(tenant) })} />
  );
  const shown = (
    <>
      <ListHeader
        title="Administrators"
        description={INVITES[level]}
        actions={invite}
        tab={tenant !== undefined}
      />
      <DataList
        id={tenant ? 'administrators' : 'all-administrators'}
        label="Administrators"
        list={list}
        columns={tenant ? COLUMNS.filter(({ key }) => !OF_MANY.has(key)) : COLUMNS}
        searchHint="Name or e-mail"
        filters={filters}
        bulk={bulk
          .filter(({ one }) => !one)
          .map(({ label, icon: Icon, content }) => ({
            label,
            icon: <Icon size={14} />,
            run: (rows: readonly MembershipRow[], clear: () => void) =>
              begin({ people: rows.map(memberOf), clear, content }),
          }))}
        rowActions={
          can('MEMBERSHIP_WRITE')
            ? (row) => (
                <AdministratorDeeds
                  administrator={row}
                  onEdit={() => setEdited(row)}
                  deeds={bulk
                    .filter(({ when }) => when?.({ people: [memberOf(row)], onClose: () => {} }) ?? true)
                    .map(({ label, icon: Icon, content }) => ({
                      label,
                      icon: <Icon size={14} />,
                      run: () => begin({ people: [memberOf(row)], clear: () => {}, content }),
                    }))}
                />
              )
            : undefined
        }
        empty={
          <EmptyState
            icon={<IconUserShield size={22} />}
            title="No administrators"
            action={!tenant && invite}
          />
        }
      />
      {begun && (
        <Shown
          part={begun.content}
          of={{
            people: begun.people,
            onClose: (done) => {
              if (done) begun.clear();
              begin(undefined);
            },
          }}
        />
      )}
      {edited && <EditAdministrator administrator={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
  if (tenant) return shown;
  return (
    <Siblings of="/administrators" at="/administrators">
      {shown}
    </Siblings>
  );
}

const idOf = (tenant: Tenant) =>
  'companyId' in tenant ? { companyId: tenant.companyId } : { resellerId: tenant.resellerId };

const levelOf = (tenant: Tenant): Level =>
  'companyId' in tenant ? 'COMPANY' : tenant.isPlatform ? 'PLATFORM' : 'RESELLER';

const memberOf = ({
  id,
  firstName,
  lastName,
  openSessions,
  level,
  company,
  reseller,
  roleName,
}: MembershipRow) => ({
  membershipId: id,
  displayName: `${firstName} ${lastName}`,
  openSessions,
  level,
  tenantId: company?.id ?? reseller?.id ?? '',
  roleName,
});

/** Columns that say the same in every row of one tenant's administrators. */
const OF_MANY: ReadonlySet<string> = new Set(['tenant', 'level']);

interface MembershipRow {
  id: string;
  firstName: string;
  lastName: string;
  photo: string | null;
  email: string;
  phone: string | null;
  mobile: string | null;
  fax: string | null;
  level: string;
  status: string;
  lastSignInAt: string | null;
  openSessions: number | null;
  roleName: string | null;
  reach: string | null;
  invitedAt: string | null;
  invitationExpiresAt: string | null;
  createdAt: string;
  company: { id: string; name: string } | null;
  reseller: { id: string; name: string } | null;
}

const COLUMNS: readonly Column<MembershipRow, 'NAME' | 'EMAIL' | 'CREATED_AT'>[] = [
  {
    key: 'name',
    title: 'Name',
    value: ({ firstName, lastName }) => `${firstName} ${lastName}`,
    cell: ({ firstName, lastName, photo }) => <PersonName name={`${firstName} ${lastName}`} photo={photo} />,
    sort: 'NAME',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, sort: 'EMAIL', show: 'always' },
  {
    key: 'tenant',
    title: 'Organisation',
    value: ({ company, reseller }) => company?.name ?? reseller?.name,
    show: 'always',
  },
  { key: 'level', title: 'Level', value: ({ level }) => words(level) },
  {
    key: 'role',
    title: 'Role',
    value: ({ roleName, level }) => (level === 'END_USER' ? null : roleName),
    cell: ({ roleName, level, reach }) =>
      level === 'END_USER' ? (
        '–'
      ) : (
        <>
          {roleName}
          {reach && reach !== 'ALL' && (
            <Text span c="dimmed" inherit>
              {reach === 'ONLY' ? ' · some resellers' : ' · all but some'}
            </Text>
          )}
        </>
      ),
    show: 'always',
  },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => words(status),
    cell: ({ status, invitationExpiresAt }) =>
      status === 'INVITED' ? (
        <InvitationBadge expiresAt={invitationExpiresAt} label={words(status)} />
      ) : (
        <StateBadge state={status} />
      ),
    show: 'always',
  },
  {
    key: 'phone',
    title: 'Phone',
    value: ({ phone, mobile }) => formatPhone(phone ?? mobile ?? ''),
    show: 'chosen',
  },
  {
    key: 'lastSignInAt',
    title: 'Last sign-in',
    value: ({ lastSignInAt }) => lastSignInAt,
    cell: ({ lastSignInAt, invitedAt, invitationExpiresAt }) =>
      invitedAt ? (
        <Text span c="dimmed" inherit>
          Invited <DateText at={invitedAt} />, until <DateText at={invitationExpiresAt} />
        </Text>
      ) : (
        <DateText at={lastSignInAt} as="ago" />
      ),
  },
  {
    key: 'openSessions',
    title: 'Sessions',
    value: ({ openSessions }) => openSessions,
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'createdAt',
    title: 'Since',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
