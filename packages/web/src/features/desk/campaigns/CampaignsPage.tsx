import { IconMailForward, IconPlus } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { ABOUT, optionsOf, STATES, TONES } from './campaign-words.ts';

const CampaignsDocument = graphql(
  `
  query Campaigns(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CampaignFilter
    $orderBy: CampaignOrder
  ) {
    campaigns(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        about
        subject
        state
        createdAt
        startedAt
        sentCount
        leftOutCount
        unsubscribedCount
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

type Row = ResultOf<typeof CampaignsDocument>['campaigns']['nodes'][number];

/** Letters to contacts: what each was about, to how many it went, and how many said no to it [N2]. */
export function CampaignsPage() {
  const can = useCan();
  const list = useList({
    query: CampaignsDocument,
    page: ({ campaigns }) => campaigns,
    type: 'Campaign',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
  });
  const write = can('CAMPAIGN_EDIT') && (
    <ButtonLink to="/campaigns/new" leftSection={<IconPlus size={16} />}>
      Write a campaign
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Campaigns"
        description="Letters to contacts about one thing. They go only to those who may be written to about it; for each it is kept why, or why not."
        actions={write}
      />
      <DataList
        id="campaigns"
        label="Campaigns"
        list={list}
        columns={COLUMNS}
        rowLink={({ id }) => ({ to: '/campaigns/$campaignId', params: { campaignId: id } })}
        filters={[{ key: 'state', label: 'Status', options: optionsOf(STATES) }]}
        empty={
          <EmptyState icon={<IconMailForward size={22} />} title="No campaigns yet" action={write}>
            Write one: before anything is sent you see who may be written to, who may not, and why.
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Row, 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, show: 'always' },
  { key: 'about', title: 'About', value: ({ about }) => ABOUT[about] },
  { key: 'subject', title: 'Subject', value: ({ subject }) => subject },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={TONES[state]} label={STATES[state]} />,
    show: 'always',
  },
  {
    key: 'sent',
    title: 'Written to',
    value: ({ sentCount }) => sentCount,
    cell: ({ sentCount }) => count(sentCount),
    align: 'right',
  },
  {
    key: 'leftOut',
    title: 'Left out',
    value: ({ leftOutCount }) => leftOutCount,
    cell: ({ leftOutCount }) => count(leftOutCount),
    align: 'right',
  },
  {
    key: 'unsubscribed',
    title: 'Said no to it',
    value: ({ unsubscribedCount }) => unsubscribedCount,
    cell: ({ unsubscribedCount }) => count(unsubscribedCount),
    align: 'right',
  },
  {
    key: 'createdAt',
    title: 'Written',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
