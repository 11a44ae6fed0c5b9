import { Text } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import type { ChangeSet } from './ChangeSetPage.tsx';
import classes from './changes.module.css';
import { shownValue, titleOf } from './columns.ts';

const RowsDocument = graphql(
  `
  query ChangeSetRows(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ChangeSetRowFilter
    $orderBy: ChangeSetRowOrder
  ) {
    changeSetRows(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        line
        kind
        outcome
        reason
        endUserId
        firstName
        lastName
        email
        mobile
        phone
        jobTitle
        department
        wasFirstName
        wasLastName
        wasEmail
        wasMobile
        wasPhone
        wasJobTitle
        wasDepartment
        services
        endingServices
        changed
        errors {
          column
          message
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

type Row = ResultOf<typeof RowsDocument>['changeSetRows']['nodes'][number];

/** The rows of a file with what they do, as a difference to the directory; afterwards with what became of them [U2]. */
export function ChangeRows({ set: { id, state, fileName } }: { set: ChangeSet }) {
  const preview = state === 'PREVIEW' || state === 'WAITING';
  const { fetchFile } = useSession();
  const rows = useList({
    query: RowsDocument,
    page: ({ changeSetRows }) => changeSetRows,
    type: 'ChangeSet',
    settings: { sort: 'LINE', filters: ['kind', 'outcome'] },
    fixed: { changeSetId: id },
  });
  // A file may have 50,000 of them: the server writes them down as they come.
  const list = {
    ...rows,
    async fetchCsv() {
      const given = Object.entries(rows.state.filters).filter(([, value]) => value !== undefined);
      const narrowed = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
      return (await fetchFile(`/bulk-changes/${id}/report?${narrowed}`)).blob();
    },
  };
  return (
    <DataList
      id={preview ? 'change-set-preview' : 'change-set-report'}
      fileName={`${fileName.replace(/\.\w+$/, '')}-${preview ? 'preview' : 'report'}`}
      label="Rows of the file"
      list={list}
      columns={preview ? COLUMNS.filter(({ key }) => !AFTER.has(key)) : COLUMNS}
      filters={[
        { key: 'kind', label: 'What it does', options: choices(KINDS) },
        ...(preview ? [] : [{ key: 'outcome', label: 'What became of it', options: choices(OUTCOMES) }]),
      ]}
      empty={
        <EmptyState icon={<IconList size={22} />} title="No rows">
          What stood in the rows has been deleted.
        </EmptyState>
      }
    />
  );
}

const KINDS: Readonly<Record<string, string>> = {
  ADD: 'Add',
  CHANGE: 'Change',
  SAME: 'As it is',
  WRONG: 'Error',
};
const OUTCOMES: Readonly<Record<string, string>> = {
  DONE: 'Applied',
  REFUSED: 'Not applied',
  REVERSED: 'Taken back',
  KEPT: 'Kept',
  WAITING: 'Not yet',
  NONE: 'Nothing to do',
};
const AFTER = new Set(['outcome']);
const choices = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** What is wrong, else what changes as before → after, and why it was not done. */
function detailsOf(row: Row): string[] {
  const wrong = row.errors.map(({ column, message }) => `${titleOf(column)}: ${message}`);
  return [...wrong, ...changesOf(row), ...(row.reason ? [row.reason] : [])];
}

function changesOf(row: Row): string[] {
  if (row.kind === 'WRONG') return [];
  const services = [
    ...(row.services ? [`Begins: ${row.services}`] : []),
    ...(row.endingServices ? [`Ends with the day: ${row.endingServices}`] : []),
  ];
  if (row.kind !== 'CHANGE') return services;
  const fields = row.changed.map((field) => {
    const was = `was${field.charAt(0).toUpperCase()}${field.slice(1)}` as keyof Row;
    const [before, after] = [row[was], row[field as keyof Row]] as [string | null, string | null];
    return `${titleOf(field)}: ${shownValue(field, before)} → ${shownValue(field, after)}`;
  });
  return [...fields, ...services];
}

const COLUMNS: readonly Column<Row, 'LINE'>[] = [
  {
    key: 'name',
    title: 'Person',
    value: ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ') || '–',
  },
  { key: 'line', title: 'Row', value: ({ line }) => line, align: 'right', sort: 'LINE', show: 'always' },
  {
    key: 'kind',
    title: 'Does',
    value: ({ kind }) => KINDS[kind],
    cell: ({ kind }) => <StateBadge state={`ROW_${kind}`} label={KINDS[kind] ?? kind} />,
    show: 'always',
  },
  {
    key: 'outcome',
    title: 'Became',
    value: ({ outcome }) => OUTCOMES[outcome],
    cell: ({ outcome }) => <StateBadge state={`ROW_${outcome}`} label={OUTCOMES[outcome] ?? outcome} />,
    show: 'always',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email },
  {
    key: 'details',
    title: 'In detail',
    value: (row) => detailsOf(row).join(' '),
    cell: (row) => <Lines texts={detailsOf(row)} wrong={row.kind === 'WRONG'} />,
    show: 'always',
  },
  { key: 'services', title: 'Services', value: ({ services }) => services, show: 'chosen' },
  {
    key: 'endingServices',
    title: 'Services to end',
    value: ({ endingServices }) => endingServices,
    show: 'chosen',
  },
  {
    key: 'mobile',
    title: 'Mobile',
    value: ({ mobile }) => mobile && shownValue('mobile', mobile),
    show: 'chosen',
  },
  { key: 'phone', title: 'Phone', value: ({ phone }) => phone && shownValue('phone', phone), show: 'chosen' },
  { key: 'jobTitle', title: 'Job title', value: ({ jobTitle }) => jobTitle, show: 'chosen' },
  { key: 'department', title: 'Department', value: ({ department }) => department, show: 'chosen' },
];

function Lines({ texts, wrong = false }: { texts: readonly string[]; wrong?: boolean }) {
  if (!texts.length) return null;
  return (
    <Text component="ul" fz="sm" className={wrong ? classes.messages : classes.lines}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </Text>
  );
}
