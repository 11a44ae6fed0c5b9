import { IconShieldCheck } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useMemberOptions } from '../../../data/use-member-options.ts';
import { type Level, useCan, useViewer } from '../../../data/viewer.ts';
import { useAuditWords } from '../../../frame/feature.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { spoken } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const SecurityEventsDocument = graphql(
  `
  query SecurityEvents(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SecurityEventFilter
    $orderBy: SecurityEventOrder
  ) {
    securityEvents(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        kind
        what
        personName
        network
        times
        firstAt
        lastAt
        requestId
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

type Row = ResultOf<typeof SecurityEventsDocument>['securityEvents']['nodes'][number];

const KINDS: Record<Row['kind'], string> = {
  SIGN_IN_FAILED: 'Wrong password or address',
  FORBIDDEN: 'Not allowed',
  RATE_LIMITED: 'Too many tries',
  TOKEN_REUSED: 'Copied session, ended',
};

/** What was tried in one's own tenants and refused [S82]. */
export function SecurityEventsPage() {
  const { level } = useViewer();
  const can = useCan();
  const deeds = useAuditWords();
  const list = useList({
    query: SecurityEventsDocument,
    page: ({ securityEvents }) => securityEvents,
    type: 'SecurityEvent',
    settings: {
      sort: '-LAST_AT',
      filters: ['kind', 'membershipId', 'from', 'to', 'companyId', 'resellerId'],
    },
  });
  const { membershipId, from, to } = list.state.filters;
  const people = useMemberOptions(
    can('MEMBERSHIP_READ'),
    membershipId === undefined ? undefined : String(membershipId),
  );
  const columns: readonly Column<Row, 'LAST_AT'>[] = [
    { key: 'kind', title: 'What happened', value: ({ kind }) => KINDS[kind] },
    {
      key: 'lastAt',
      title: 'Last',
      value: ({ lastAt }) => lastAt,
      cell: ({ lastAt }) => <DateText at={lastAt} />,
      sort: 'LAST_AT',
      show: 'always',
    },
    { key: 'times', title: 'Times', value: ({ times }) => times, align: 'right', show: 'always' },
    {
      key: 'person',
      title: 'Whose account',
      value: ({ personName }) => personName || 'Nobody’s here',
      show: 'always',
    },
    { key: 'network', title: 'From', value: ({ network }) => network || 'Many networks', show: 'always' },
    {
      key: 'what',
      title: 'Tried to',
      value: ({ what }) => deeds[what] ?? `See ${spoken(what).toLowerCase()}`,
    },
    {
      key: 'firstAt',
      title: 'First',
      value: ({ firstAt }) => firstAt,
      cell: ({ firstAt }) => <DateText at={firstAt} />,
      show: 'chosen',
    },
    { key: 'company', title: 'Company', value: ({ company }) => company?.name },
    { key: 'reseller', title: 'Reseller', value: ({ reseller }) => reseller?.name, show: 'chosen' },
    { key: 'requestId', title: 'Request', value: ({ requestId }) => requestId, show: 'chosen' },
  ];
  return (
    <>
      <PageHeader
        title="Security events"
        description="What was tried and refused, counted by the hour. Many wrong passwords for one account, or from one network, are worth a word with whoever it belongs to."
      />
      <Siblings of="/audit" at="/audit/security">
        <DataList
          id="security-events"
          label="Security events"
          list={list}
          columns={columns.filter(({ key }) => !HIDDEN[level]?.includes(key))}
          filters={[
            {
              key: 'kind',
              label: 'What happened',
              options: Object.entries(KINDS).map(([value, label]) => ({ value, label })),
            },
            ...(can('MEMBERSHIP_READ') ? [{ key: 'membershipId', label: 'Person', ...people }] : []),
            dayFilter('from', 'From', { max: to }),
            dayFilter('to', 'To', { min: from }),
          ]}
          empty={<EmptyState icon={<IconShieldCheck size={22} />} title="Nothing has been refused" />}
        />
      </Siblings>
    </>
  );
}

const HIDDEN: Partial<Record<Level, readonly string[]>> = {
  RESELLER: ['reseller'],
  COMPANY: ['reseller', 'company'],
};
