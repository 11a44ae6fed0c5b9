import { IconUsers } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { choices } from './words.ts';

const PeopleDocument = graphql(
  `
  query BreachPeople(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: BreachPersonFilter
    $orderBy: BreachPersonOrder
  ) {
    breachPeople(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        endUserId
        endUserName
        reached
        deliveredAt
        letter {
          id
          sentAt
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
type Person = ResultOf<typeof PeopleDocument>['breachPeople']['nodes'][number];

/** Whose data a notice is about, and whether they were written to [D5]. */
export function PeopleConcerned({ noticeId }: { noticeId: string }) {
  const list = useList({
    query: PeopleDocument,
    page: ({ breachPeople }) => breachPeople,
    type: 'BreachPerson',
    settings: { sort: 'ID', filters: ['written'] },
    fixed: { noticeId },
  });
  return (
    <DataList
      id="breach-people"
      label="People concerned"
      list={list}
      columns={COLUMNS}
      filters={[
        {
          key: 'written',
          label: 'Letter',
          options: choices({ true: 'Written to', false: 'Not written to' }),
        },
      ]}
      rowLink={({ endUserId }) => ({ to: '/end-users/$endUserId', params: { endUserId } })}
      empty={
        <EmptyState icon={<IconUsers size={22} />} title="Nobody known one by one">
          The service is your organisation’s as a whole: whose data are in it, you know.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Person, 'ID'>[] = [
  {
    key: 'name',
    title: 'Who',
    value: ({ endUserName }) => endUserName ?? 'Somebody who has left',
    show: 'always',
  },
  {
    key: 'written',
    title: 'Letter',
    value: ({ letter }) => letter?.sentAt,
    cell: ({ letter }) => <DateText at={letter?.sentAt} />,
    show: 'always',
  },
  {
    key: 'delivered',
    title: 'Delivered',
    value: ({ deliveredAt }) => deliveredAt,
    cell: ({ letter, reached, deliveredAt }) =>
      letter && !reached ? 'No address: tell them otherwise' : <DateText at={deliveredAt} />,
    show: 'always',
  },
];
