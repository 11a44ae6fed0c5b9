import { IconMailForward } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { optionsOf, REASONS, RECIPIENTS } from './campaign-words.ts';

const RecipientsDocument = graphql(
  `
  query CampaignRecipients(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CampaignRecipientFilter
    $orderBy: CampaignRecipientOrder
  ) {
    campaignRecipients(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        contactId
        allowed
        code
        why
        rule
        state
        decidedAt
        unsubscribedAt
        contact {
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

type Row = ResultOf<typeof RecipientsDocument>['campaignRecipients']['nodes'][number];

/** Each contact of a campaign, with why they are written to or are not [S87]. */
export function Recipients({ campaignId }: { campaignId: string }) {
  const list = useList({
    query: RecipientsDocument,
    page: ({ campaignRecipients }) => campaignRecipients,
    type: 'CampaignRecipient',
    settings: { sort: '-DECIDED_AT', filters: ['state', 'code', 'allowed'] },
    fixed: { campaignId },
  });
  return (
    <DataList
      id="campaign-recipients"
      label="Contacts"
      list={list}
      columns={COLUMNS}
      filters={[
        { key: 'state', label: 'Letter', options: optionsOf(RECIPIENTS) },
        { key: 'code', label: 'Reason', options: optionsOf(REASONS) },
        {
          key: 'allowed',
          label: 'May we?',
          options: [
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ],
        },
      ]}
      empty={
        <EmptyState icon={<IconMailForward size={22} />} title="Nobody has been decided about">
          Check who may have it: for each contact the reason then stands here.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Row, 'DECIDED_AT'>[] = [
  {
    key: 'contact',
    title: 'Contact',
    value: ({ contact }) => contact?.name ?? 'Somebody who is gone',
    cell: ({ contact }) =>
      contact ? (
        <TextLink to="/contacts/$contactId" params={{ contactId: contact.id }}>
          {contact.name}
        </TextLink>
      ) : (
        'Somebody who is gone'
      ),
    show: 'always',
  },
  {
    key: 'state',
    title: 'Letter',
    value: ({ state }) => RECIPIENTS[state],
    cell: ({ state, unsubscribedAt }) => (
      <StateBadge
        state={state === 'SENT' ? 'DONE' : state === 'WAITING' ? 'QUEUED' : 'CANCELLED'}
        label={unsubscribedAt ? 'Written to, then said no' : RECIPIENTS[state]}
      />
    ),
    show: 'always',
  },
  { key: 'code', title: 'Reason', value: ({ code }) => REASONS[code] },
  { key: 'why', title: 'In words', value: ({ why }) => why },
  { key: 'rule', title: 'Rule', value: ({ rule }) => rule },
  {
    key: 'decidedAt',
    title: 'Decided',
    value: ({ decidedAt }) => decidedAt,
    cell: ({ decidedAt }) => <DateText at={decidedAt} />,
    sort: 'DECIDED_AT',
  },
];
