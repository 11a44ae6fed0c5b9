import { Text } from '@mantine/core';
import { IconHandStop, IconMessageReply } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AnswerObjection } from './AnswerObjection.tsx';
import { ANSWERS, changeWords } from './processor-words.ts';

const ObjectionsDocument = graphql(
  `
  query ProcessorObjections(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProcessorObjectionFilter
    $orderBy: ProcessorObjectionOrder
  ) {
    processorObjections(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        reason
        raisedAt
        raisedByName
        tenantName
        answer
        answerText
        answeredAt
        toAnswer
        change {
          id
          kind
          state
          toldCount
          subProcessor {
            id
            name
          }
          replaces {
            id
            name
          }
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
export type Objection = ResultOf<typeof ObjectionsDocument>['processorObjections']['nodes'][number];

/** Objections with their answers: all of them, or of one change [D1]. */
export function ObjectionList({ changeId }: { changeId?: string }) {
  const writes = useCan()('PROCESSOR_WRITE');
  const [answering, setAnswering] = useState<Objection>();
  const list = useList({
    query: ObjectionsDocument,
    page: ({ processorObjections }) => processorObjections,
    type: 'ProcessorObjection',
    settings: { sort: '-RAISED_AT', filters: ['open'] },
    ...(changeId && { fixed: { changeId } }),
  });
  return (
    <>
      <DataList
        id="sub-processor-objections"
        label="Objections"
        list={list}
        columns={changeId ? COLUMNS.filter(({ key }) => key !== 'change') : COLUMNS}
        filters={[
          {
            key: 'open',
            label: 'Answer',
            options: [
              { value: 'true', label: 'Not answered' },
              { value: 'false', label: 'Answered' },
            ],
          },
        ]}
        rowActions={
          writes
            ? (row: Objection) =>
                row.toAnswer ? (
                  <RowMenu
                    of={`the objection of ${row.tenantName}`}
                    items={[
                      {
                        label: 'Answer',
                        icon: <IconMessageReply size={16} />,
                        ...(row.answer
                          ? { held: 'It has been answered already.' }
                          : { run: () => setAnswering(row) }),
                      },
                    ]}
                  />
                ) : null
            : undefined
        }
        empty={
          <EmptyState icon={<IconHandStop size={22} />} title="No objections">
            Whoever holds the services may object to an announced change; objections and answers are kept.
          </EmptyState>
        }
      />
      {answering && <AnswerObjection objection={answering} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

const whole = (text: string) => (
  <Text fz="sm" style={{ whiteSpace: 'pre-line', minWidth: '14rem' }}>
    {text}
  </Text>
);

const COLUMNS: readonly Column<Objection, 'RAISED_AT'>[] = [
  { key: 'who', title: 'Who', value: ({ tenantName }) => tenantName },
  {
    key: 'change',
    title: 'Change',
    value: ({ change }) => changeWords(change),
    cell: ({ change }) => (
      <TextLink to="/sub-processor-changes/$changeId" params={{ changeId: change.id }}>
        {changeWords(change)}
      </TextLink>
    ),
    show: 'always',
  },
  {
    key: 'reason',
    title: 'Objection',
    value: ({ reason }) => reason,
    cell: ({ reason }) => whole(reason),
    show: 'always',
  },
  {
    key: 'answer',
    title: 'Answer',
    value: ({ answer }) => (answer ? ANSWERS[answer] : 'Not answered'),
    cell: ({ answer }) => (
      <StateBadge state={answer ? 'DONE' : 'WAITING'} label={answer ? ANSWERS[answer] : 'Not answered'} />
    ),
    show: 'always',
  },
  {
    key: 'answerText',
    title: 'In words',
    value: ({ answerText }) => answerText,
    cell: ({ answerText }) => (answerText ? whole(answerText) : null),
    show: 'always',
  },
  {
    key: 'raisedAt',
    title: 'Raised',
    value: ({ raisedAt }) => raisedAt,
    cell: ({ raisedAt }) => <DateText at={raisedAt} />,
    sort: 'RAISED_AT',
  },
  { key: 'by', title: 'By', value: ({ raisedByName }) => raisedByName, show: 'chosen' },
  {
    key: 'answeredAt',
    title: 'Answered',
    value: ({ answeredAt }) => answeredAt,
    cell: ({ answeredAt }) => <DateText at={answeredAt} />,
    show: 'chosen',
  },
];
