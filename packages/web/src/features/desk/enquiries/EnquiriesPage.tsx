import { SimpleGrid } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { optionsOf, STATES, TONES } from './enquiry-words.ts';

const EnquiriesDocument = graphql(
  `
  query Enquiries(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: EnquiryFilter
    $orderBy: EnquiryOrder
  ) {
    enquiries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        name
        email
        organisation
        state
        ownerName
        receivedAt
        form {
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
const NumbersDocument = graphql(`
  query EnquiryNumbers {
    new: enquiries(first: 1, filter: { state: NEW }) {
      totalCount
    }
    mine: enquiries(first: 1, filter: { mine: true, waiting: true }) {
      totalCount
    }
    answered: enquiries(first: 1, filter: { state: ANSWERED }) {
      totalCount
    }
    closed: enquiries(first: 1, filter: { state: CLOSED }) {
      totalCount
    }
  }
`);

type Row = ResultOf<typeof EnquiriesDocument>['enquiries']['nodes'][number];

/** What people asked on web sites: whose it is, and how it stands [S4]. */
export function EnquiriesPage() {
  const list = useList({
    query: EnquiriesDocument,
    page: ({ enquiries }) => enquiries,
    type: 'Enquiry',
    settings: { sort: '-RECEIVED_AT', filters: ['state', 'waiting', 'mine', 'from', 'to'] },
  });
  const { from, to } = list.state.filters;
  return (
    <>
      <PageHeader
        title="Enquiries"
        description="What people asked on your web sites. An enquiry is no leave to write about anything else: only what they ticked is."
      />
      <Siblings of="/enquiries" at="/enquiries">
        <Numbers />
        <DataList
          id="enquiries"
          label="Enquiries"
          list={list}
          columns={COLUMNS}
          searchHint="Name or address"
          rowLink={({ id }) => ({ to: '/enquiries/$enquiryId', params: { enquiryId: id } })}
          filters={[
            { key: 'state', label: 'Status', options: optionsOf(STATES) },
            {
              key: 'waiting',
              label: 'Answer',
              options: [
                { value: 'true', label: 'Waiting' },
                { value: 'false', label: 'Answered or closed' },
              ],
            },
            { key: 'mine', label: 'Whose', options: [{ value: 'true', label: 'Mine' }] },
            dayFilter('from', 'From', { max: to }),
            dayFilter('to', 'To', { min: from }),
          ]}
          empty={
            <EmptyState
              icon={<IconMessageQuestion size={22} />}
              title="Nobody has asked yet"
              action={
                <ButtonLink to="/enquiries/forms" variant="default">
                  Enquiry forms
                </ButtonLink>
              }
            >
              Put a form on your web site: what is sent by it stands here, with an owner and a state.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

/** What waits, and what was done. */
function Numbers() {
  const read = useRead(NumbersDocument, {}, { types: ['Enquiry'] });
  if (read.state !== 'ready') return null;
  const { new: fresh, mine, answered, closed } = read.data;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" mb="md">
      <Figure
        label="New"
        value={String(fresh.totalCount)}
        detail="Nobody has taken them"
        urgent={fresh.totalCount > 0}
        href="/enquiries?state=NEW"
        order={1}
      />
      <Figure
        label="Mine"
        value={String(mine.totalCount)}
        detail="Yours to answer"
        href="/enquiries?mine=true&waiting=true"
        order={2}
      />
      <Figure
        label="Answered"
        value={String(answered.totalCount)}
        detail="Not closed yet"
        href="/enquiries?state=ANSWERED"
        order={3}
      />
      <Figure
        label="Closed"
        value={String(closed.totalCount)}
        detail="With what became of them"
        href="/enquiries?state=CLOSED"
        order={4}
      />
    </SimpleGrid>
  );
}

const COLUMNS: readonly Column<Row, 'RECEIVED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, show: 'always' },
  { key: 'organisation', title: 'Company', value: ({ organisation }) => organisation },
  { key: 'email', title: 'E-mail', value: ({ email }) => email },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={TONES[state]} label={STATES[state]} />,
    show: 'always',
  },
  { key: 'owner', title: 'Whose', value: ({ ownerName }) => ownerName || 'Nobody’s' },
  { key: 'form', title: 'Form', value: ({ form }) => form.name, show: 'chosen' },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference },
  {
    key: 'receivedAt',
    title: 'Received',
    value: ({ receivedAt }) => receivedAt,
    cell: ({ receivedAt }) => <DateText at={receivedAt} />,
    sort: 'RECEIVED_AT',
    show: 'always',
  },
];
