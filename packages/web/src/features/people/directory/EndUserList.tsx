import { IconFileImport, IconPlus, IconTemplate, IconUsers } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Shown, useBulk } from '../../../frame/slots.tsx';
import { formatPhone } from '../../../lib/phone.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PersonName } from '../../../ui/Portrait.tsx';
import { SignInBadge, signInText } from '../../../ui/SignInBadge.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const EndUsersDocument = graphql(
  `
  query EndUsers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: EndUserFilter
    $orderBy: EndUserOrder
    $services: Boolean!
  ) {
    endUsers(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        displayName
        photo
        userId
        email
        mobile
        phone
        jobTitle
        department
        status
        signIn
        membershipId
        openSessions
        invitationExpiresAt
        createdAt
        company {
          id
          name
        }
        subscriptions(filter: { part: false }) @include(if: $services) {
          totalCount
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

export type EndUserRow = ResultOf<typeof EndUsersDocument>['endUsers']['nodes'][number];

interface EndUserListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

/** The directory: everyone who can be given services [U1] [C4]. */
export function EndUserList({ companyId }: EndUserListProps) {
  const { level } = useViewer();
  const can = useCan();
  // Whoever sees people does not always see what they have, such as somebody who is in for support.
  const services = can('SUBSCRIPTION_READ');
  const asked: { companyId?: unknown; productId?: unknown } = useSearch({ strict: false });
  const chosen = companyId ?? (typeof asked.companyId === 'string' ? asked.companyId : undefined);
  const tab = companyId !== undefined;
  const severalCompanies = level !== 'COMPANY' && !tab;
  const companies = useCompanyOptions(severalCompanies, chosen);
  const products = useProductOptions(typeof asked.productId === 'string' ? asked.productId : undefined);
  const bulk = useBulk('endUsers');
  const [begun, begin] = useState<{
    people: readonly EndUserRow[];
    clear: () => void;
    content: (typeof bulk)[number]['content'];
  }>();
  const list = useList({
    query: EndUsersDocument,
    page: ({ endUsers }) => endUsers,
    type: 'EndUser',
    settings: { sort: 'NAME', filters: ['companyId', 'status', 'productId'] },
    fixed: tab ? { companyId } : {},
    extra: { services },
  });
  const actions = can('END_USER_WRITE') && (
    <>
      <ButtonLink
        to="/end-users/import"
        search={{ companyId: chosen }}
        variant="default"
        leftSection={<IconFileImport size={16} />}
      >
        Import
      </ButtonLink>
      <ButtonLink to="/end-users/templates" variant="default" leftSection={<IconTemplate size={16} />}>
        Templates
      </ButtonLink>
      <ButtonLink to="/end-users/new" search={{ companyId: chosen }} leftSection={<IconPlus size={16} />}>
        Add end user
      </ButtonLink>
    </>
  );
  return (
    <>
      <ListHeader title="End users" actions={actions} tab={tab} />
      <DataList
        id={tab ? 'company-end-users' : 'end-users'}
        label="End users"
        list={list}
        columns={COLUMNS.filter(
          ({ key }) => (severalCompanies || key !== 'company') && (services || key !== 'services'),
        )}
        searchHint="Name, e-mail or user id"
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          ...(services ? [{ key: 'productId', label: 'Has product', ...products }] : []),
          { key: 'status', label: 'Status', options: options(['ACTIVE', 'SUSPENDED']) },
        ]}
        rowLink={({ id }) => ({ to: '/end-users/$endUserId', params: { endUserId: id } })}
        bulk={bulk.map(({ label, icon: Icon, content }) => ({
          label,
          icon: <Icon size={14} />,
          run: (people: readonly EndUserRow[], clear: () => void) => begin({ people, clear, content }),
        }))}
        rowActions={
          bulk.length > 0
            ? (row) => (
                <RowMenu
                  of={row.displayName}
                  items={bulk.map(({ label, icon: Icon, content }) => ({
                    label,
                    icon: <Icon size={14} />,
                    run: () => begin({ people: [row], clear: () => {}, content }),
                  }))}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconUsers size={22} />} title="No end users yet" action={!tab && actions}>
            Add people one by one, or all at once from a CSV or Excel file.
          </EmptyState>
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
    </>
  );
}

const COLUMNS: readonly Column<EndUserRow, 'NAME' | 'EMAIL' | 'USER_ID' | 'CREATED_AT'>[] = [
  {
    key: 'displayName',
    title: 'Name',
    value: ({ displayName }) => displayName,
    cell: ({ displayName, photo }) => <PersonName name={displayName} photo={photo} />,
    sort: 'NAME',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, sort: 'EMAIL', show: 'always' },
  { key: 'userId', title: 'User id', value: ({ userId }) => userId, sort: 'USER_ID', show: 'chosen' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  { key: 'jobTitle', title: 'Job title', value: ({ jobTitle }) => jobTitle },
  { key: 'reference', title: 'Reference', value: ({ id }) => id, show: 'chosen' },
  { key: 'department', title: 'Department', value: ({ department }) => department, show: 'chosen' },
  {
    key: 'mobile',
    title: 'Mobile',
    value: ({ mobile }) => formatPhone(mobile ?? ''),
    show: 'chosen',
  },
  { key: 'phone', title: 'Phone', value: ({ phone }) => formatPhone(phone ?? ''), show: 'chosen' },
  {
    key: 'services',
    title: 'Services',
    value: ({ subscriptions }) => subscriptions?.totalCount,
    align: 'right',
  },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => words(status),
    cell: ({ status }) => <StateBadge state={status} />,
    show: 'always',
  },
  {
    key: 'signIn',
    title: 'Sign-in',
    value: ({ signIn }) => signInText(signIn),
    cell: ({ signIn, invitationExpiresAt }) => <SignInBadge state={signIn} expiresAt={invitationExpiresAt} />,
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
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
