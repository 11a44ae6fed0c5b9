import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useMemberOptions } from '../../../data/use-member-options.ts';
import { type Level, useCan, useViewer } from '../../../data/viewer.ts';
import { type AuditWords, type Thing, useAuditWords, useThings } from '../../../frame/feature.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AuditSubject } from './AuditSubject.tsx';
import { actionWords, fieldWords, REFUSALS } from './audit-fields.ts';
import { ExportAudit } from './ExportAudit.tsx';

const AuditDocument = graphql(
  `
  query AuditEntries(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AuditEntryFilter
    $orderBy: AuditEntryOrder
  ) {
    auditEntries(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        at
        action
        actorName
        actorLevel
        supportGrantId
        supportTenant
        supportReason
        subjectType
        subjectId
        subjectName
        reference
        changed
        requestId
        refusal
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

/** Who did what, when, to what, in one's own tenants; nothing in it can be changed [D9]. */
export function AuditPage() {
  const { level } = useViewer();
  const can = useCan();
  const audit = useAuditWords();
  const things = useThings();
  const list = useList({
    query: AuditDocument,
    page: ({ auditEntries }) => auditEntries,
    type: 'AuditEntry',
    settings: {
      sort: '-AT',
      filters: [
        'action',
        'byPerson',
        'actorMembershipId',
        'from',
        'to',
        'level',
        'companyId',
        'resellerId',
        'subjectId',
        'subjectType',
        'refused',
      ],
      // What Steward does by itself, such as provisioning, is a hundred times more.
      initial: { byPerson: true },
    },
  });
  const { actorMembershipId, from, to } = list.state.filters;
  const people = useMemberOptions(
    can('MEMBERSHIP_READ'),
    actorMembershipId === undefined ? undefined : String(actorMembershipId),
  );
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who did what, when and to what, and what was refused. It is written as things happen and cannot be changed."
        actions={<ExportAudit {...list.state} />}
      />
      <Siblings of="/audit" at="/audit">
        <DataList
          id="audit"
          label="Audit log"
          list={list}
          columns={columns(audit).filter(({ key }) => !HIDDEN[level]?.includes(key))}
          searchHint="Action, such as onboard"
          rowLink={({ id }) => ({ to: '/audit/$entryId', params: { entryId: id } })}
          filters={[
            ...filters(audit, things),
            ...(can('MEMBERSHIP_READ') ? [{ key: 'actorMembershipId', label: 'Person', ...people }] : []),
            dayFilter('from', 'From', { max: to }),
            dayFilter('to', 'To', { min: from }),
          ]}
          empty={<EmptyState icon={<IconHistory size={22} />} title="Nothing has been done yet" />}
        />
      </Siblings>
    </>
  );
}

const HIDDEN: Partial<Record<Level, readonly string[]>> = {
  RESELLER: ['reseller'],
  COMPANY: ['reseller', 'company'],
};

/** What features call what they do, for the filter: in the order of the words. */
const filters = (audit: AuditWords, things: Readonly<Record<string, Thing>>): readonly FilterField[] => [
  {
    key: 'action',
    label: 'Action',
    options: Object.entries(audit)
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  },
  {
    key: 'byPerson',
    label: 'Done by',
    options: [
      { value: 'true', label: 'People' },
      { value: 'false', label: 'Steward by itself' },
    ],
  },
  {
    key: 'subjectType',
    label: 'To what',
    options: Object.entries(things)
      .map(([value, { one }]) => ({ value, label: one }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  },
  {
    key: 'refused',
    label: 'Outcome',
    options: [
      { value: 'true', label: 'Refused only' },
      { value: 'false', label: 'Done only' },
    ],
  },
  { key: 'level', label: 'Level', options: options(['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER']) },
];

interface AuditRow {
  id: string;
  at: string;
  action: string;
  actorName: string;
  actorLevel: string | null;
  supportTenant: string | null;
  supportReason: string | null;
  subjectType: string;
  subjectId: string | null;
  subjectName: string;
  changed: string[];
  requestId: string | null;
  refusal: string | null;
  company: { name: string } | null;
  reseller: { name: string } | null;
}

const columns = (audit: AuditWords): readonly Column<AuditRow, 'AT'>[] => [
  {
    key: 'action',
    title: 'Action',
    value: ({ action, refusal }) => actionWords(audit, action, refusal),
    cell: ({ action, refusal }) =>
      refusal ? (
        <span>
          {actionWords(audit, action, null)}
          <Text span display="block" fz="xs" c="red">
            {REFUSALS[refusal] ?? words(refusal)}
          </Text>
        </span>
      ) : (
        actionWords(audit, action, null)
      ),
  },
  {
    key: 'at',
    title: 'When',
    value: ({ at }) => at,
    cell: ({ at }) => <DateText at={at} />,
    sort: 'AT',
    show: 'always',
  },
  {
    key: 'actor',
    title: 'Who',
    value: ({ actorName, supportTenant }) =>
      supportTenant ? `${actorName}, for support (${supportTenant})` : actorName,
    cell: ({ actorName, actorLevel, supportTenant, supportReason }) => (
      <span title={supportReason ?? undefined}>
        {actorName}
        {(supportTenant ?? actorLevel) && (
          <Text span display="block" fz="xs" c="dimmed" truncate>
            {supportTenant ? `For support, ${supportTenant}` : words(actorLevel ?? '')}
          </Text>
        )}
      </span>
    ),
    show: 'always',
  },
  {
    key: 'subject',
    title: 'To what',
    value: ({ subjectName, subjectType }) => subjectName || subjectType,
    cell: (row) => <AuditSubject {...row} />,
    show: 'always',
  },
  {
    key: 'changed',
    title: 'Changed',
    value: ({ changed }) => changed.map(fieldWords).join(', '),
  },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name },
  { key: 'reseller', title: 'Reseller', value: ({ reseller }) => reseller?.name, show: 'chosen' },
  { key: 'requestId', title: 'Request', value: ({ requestId }) => requestId, show: 'chosen' },
];
