import { IconEye, IconMessage, IconMessageQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AnswerQuestion } from './AnswerQuestion.tsx';
import { AskAboutAccess } from './AskAboutAccess.tsx';
import { REASONS, roleIn, whatOf } from './access-words.ts';

const AccessLedgerDocument = graphql(
  `
  query AccessLedger(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AccessEntryFilter
    $orderBy: AccessEntryOrder
  ) {
    accessLedger(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        at
        what
        level
        reason
        roleName
        byName
        endUserName
        supportReason
        questions {
          id
          question
          askedAt
          answer
          answeredAt
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

type Row = ResultOf<typeof AccessLedgerDocument>['accessLedger']['nodes'][number];

export type Entry = Row;

/** Who has opened what about a person: for the person, for the company about its people, and for staff [U6]. */
export function WhoLookedPage() {
  const { level } = useViewer();
  const own = level === 'END_USER';
  const can = useCan();
  const [asking, ask] = useState<Row>();
  const [answering, answer] = useState<Row>();
  const list = useList({
    query: AccessLedgerDocument,
    page: ({ accessLedger }) => accessLedger,
    type: 'AccessEntry',
    also: ['AccessQuestion'],
    settings: { sort: '-AT', filters: ['asked', 'waiting', 'reason', 'from', 'to', 'endUserId'] },
  });
  const { from, to } = list.state.filters;
  return (
    <>
      <PageHeader
        title="Who looked"
        description={
          own
            ? 'Everyone but yourself who has opened what is kept about you: who, in which role, when and why. It cannot be changed.'
            : 'Who has opened the record of a person who is not themselves: who, in which role, when and why. The person reads the same.'
        }
      />
      <DataList
        id="who-looked"
        label="Who looked"
        list={list}
        columns={own ? COLUMNS.filter(({ key }) => key !== 'person') : COLUMNS}
        filters={[
          {
            key: own ? 'asked' : 'waiting',
            label: 'Questions',
            options: [{ value: 'true', label: own ? 'Asked about' : 'Waiting for an answer' }],
          },
          {
            key: 'reason',
            label: 'Why',
            options: Object.entries(REASONS).map(([value, label]) => ({ value, label })),
          },
          dayFilter('from', 'From', { max: to }),
          dayFilter('to', 'To', { min: from }),
        ]}
        rowActions={(row) => {
          const [question] = row.questions;
          const items: RowDeed[] = [];
          if (own && can('ACCESS_LEDGER_ASK') && !question)
            items.push({
              label: 'Ask about it…',
              icon: <IconMessageQuestion size={16} />,
              run: () => ask(row),
            });
          if (question)
            items.push({
              label: !question.answer && can('ACCESS_LEDGER_ANSWER') ? 'Answer…' : 'Question and answer…',
              icon: <IconMessage size={16} />,
              run: () => answer(row),
            });
          return <RowMenu of={row.byName} items={items} />;
        }}
        empty={
          <EmptyState icon={<IconEye size={22} />} title="Nobody has looked">
            {own ? 'When somebody opens what is kept about you, it stands here.' : undefined}
          </EmptyState>
        }
      />
      {asking && <AskAboutAccess entry={asking} onClose={() => ask(undefined)} />}
      {answering && <AnswerQuestion entry={answering} onClose={() => answer(undefined)} />}
    </>
  );
}

const stateOf = (asked: Row['questions'][number] | undefined): string =>
  asked ? (asked.answer ? 'Answered' : 'Waiting') : '';

const COLUMNS: readonly Column<Row, 'AT'>[] = [
  { key: 'who', title: 'Who', value: ({ byName }) => byName },
  {
    key: 'at',
    title: 'When',
    value: ({ at }) => at,
    cell: ({ at }) => <DateText at={at} />,
    sort: 'AT',
    show: 'always',
  },
  {
    key: 'person',
    title: 'About',
    value: ({ endUserName }) => endUserName ?? 'Somebody who is gone',
    show: 'always',
  },
  { key: 'what', title: 'What', value: ({ what }) => whatOf(what), show: 'always' },
  {
    key: 'reason',
    title: 'Why',
    value: ({ reason, supportReason }) =>
      supportReason ? `${REASONS[reason]}: ${supportReason}` : REASONS[reason],
    show: 'always',
  },
  { key: 'role', title: 'Role', value: roleIn },
  {
    key: 'question',
    title: 'Question',
    value: ({ questions: [asked] }) => stateOf(asked),
    cell: ({ questions: [asked] }) =>
      asked ? <StateBadge state={asked.answer ? 'DONE' : 'WAITING'} label={stateOf(asked)} /> : null,
    show: 'always',
  },
];
