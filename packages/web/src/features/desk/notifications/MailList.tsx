import { IconMail } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { options, spoken, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const MailsDocument = graphql(
  `
  query Mails(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: MailFilter
    $orderBy: MailOrder
  ) {
    mails(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        channel
        to
        subject
        cause
        state
        createdAt
        sentAt
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

/** Every e-mail of the platform; where no mail server is set up, this is where it is read [N3]. */
export function MailList() {
  const list = useList({
    query: MailsDocument,
    page: ({ mails }) => mails,
    type: 'Mail',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
  });
  return (
    <>
      <PageHeader
        title="Mail"
        description="What Steward sends by e-mail and as text messages. Where no mail server or gateway is set up, messages stay here."
      />
      <DataList
        id="outbox"
        label="Mail"
        list={list}
        columns={COLUMNS}
        searchHint="Recipient’s address"
        filters={[
          { key: 'state', label: 'Status', options: options(['QUEUED', 'SENT', 'FAILED', 'OUTBOX']) },
        ]}
        rowLink={({ id }) => ({ to: '/outbox/$mailId', params: { mailId: id } })}
        empty={
          <EmptyState icon={<IconMail size={22} />} title="No mail yet">
            Invitations, invoices and notices will stand here.
          </EmptyState>
        }
      />
    </>
  );
}

interface MailRow {
  id: string;
  channel: string;
  to: string;
  subject: string | null;
  cause: string;
  state: string;
  createdAt: string;
  sentAt: string | null;
}

const COLUMNS: readonly Column<MailRow, 'CREATED_AT'>[] = [
  { key: 'subject', title: 'Subject', value: ({ subject }) => subject },
  { key: 'to', title: 'To', value: ({ to }) => to, show: 'always' },
  {
    key: 'channel',
    title: 'By',
    value: ({ channel }) => (channel === 'TEXT' ? 'Text message' : 'E-mail'),
  },
  { key: 'cause', title: 'About', value: ({ cause }) => spoken(cause) },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Written',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
  {
    key: 'sentAt',
    title: 'Sent',
    value: ({ sentAt }) => sentAt,
    cell: ({ sentAt }) => <DateText at={sentAt} />,
    show: 'chosen',
  },
];
