import { Button } from '@mantine/core';
import { formatQuarter } from '@steward/shared';
import { IconPlayerPlay, IconSettings, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { OpenReview } from './OpenReview.tsx';
import { ReviewRule } from './ReviewRule.tsx';
import { SILENCE_WORDS } from './review-words.ts';

const AccessReviewsDocument = graphql(
  `
  query AccessReviews(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AccessReviewFilter
    $orderBy: AccessReviewOrder
  ) {
    accessReviews(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        level
        quarter
        state
        silence
        openedAt
        dueOn
        closedAt
        tenantName
        mine
        lineCount
        openCount
        revokedCount
        reducedCount
        failedCount
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

type Row = ResultOf<typeof AccessReviewsDocument>['accessReviews']['nodes'][number];

/** The reviews of who has access, one's own and those of the tenants below [T9]. */
export function AccessReviewsPage() {
  const { level } = useViewer();
  const can = useCan();
  const [asked, setAsked] = useState<'open' | 'rule'>();
  const company = level === 'COMPANY';
  const list = useList({
    query: AccessReviewsDocument,
    page: ({ accessReviews }) => accessReviews,
    type: 'AccessReview',
    settings: {
      sort: '-OPENED_AT',
      filters: ['state', 'mine', 'level'],
      ...(!company && { initial: { mine: true } }),
    },
  });
  const open = (
    <Button leftSection={<IconPlayerPlay size={16} />} onClick={() => setAsked('open')}>
      Open a review now
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Access reviews"
        description={DESCRIPTIONS[level as keyof typeof DESCRIPTIONS]}
        actions={
          can('ACCESS_REVIEW_DECIDE') && (
            <>
              <Button
                variant="default"
                leftSection={<IconSettings size={16} />}
                onClick={() => setAsked('rule')}
              >
                Rule
              </Button>
              {open}
            </>
          )
        }
      />
      <DataList
        id="access-reviews"
        label="Access reviews"
        list={list}
        columns={company ? COLUMNS.filter(({ key }) => key !== 'tenant') : COLUMNS}
        rowLink={({ id }) => ({ to: '/access-reviews/$reviewId', params: { reviewId: id } })}
        filters={[
          {
            key: 'state',
            label: 'Status',
            options: [
              { value: 'OPEN', label: 'Open' },
              { value: 'CLOSED', label: 'Closed' },
            ],
          },
          ...(company
            ? []
            : [
                {
                  key: 'mine',
                  label: 'Whose',
                  options: [
                    { value: 'true', label: 'Ours' },
                    {
                      value: 'false',
                      label: level === 'PLATFORM' ? 'Resellers’ and companies’' : 'Companies’',
                    },
                  ],
                },
              ]),
        ]}
        empty={
          <EmptyState
            icon={<IconUserCheck size={22} />}
            title="No review yet"
            action={can('ACCESS_REVIEW_DECIDE') ? open : undefined}
          >
            One is opened on the first day of every quarter, wherever more than one person has access.
          </EmptyState>
        }
      />
      {asked === 'open' && <OpenReview onClose={() => setAsked(undefined)} />}
      {asked === 'rule' && <ReviewRule onClose={() => setAsked(undefined)} />}
    </>
  );
}

const DESCRIPTIONS = {
  PLATFORM:
    'Every quarter you review the access of staff and of the resellers’ administrators; resellers and companies review their own people.',
  RESELLER:
    'Every quarter you review the access of your people, and of whoever is alone in a company; your companies review their own administrators.',
  COMPANY: 'Every quarter you review who may administer your company, and with which rights.',
};

const COLUMNS: readonly Column<Row, 'OPENED_AT' | 'DUE_ON'>[] = [
  { key: 'quarter', title: 'Quarter', value: ({ quarter }) => formatQuarter(quarter) },
  { key: 'tenant', title: 'Reviewed by', value: ({ tenantName }) => tenantName, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state, openCount, lineCount }) => (
      <StateBadge
        state={state === 'CLOSED' ? 'DONE' : openCount ? 'OPEN' : 'ACTIVE'}
        label={
          state === 'CLOSED' ? 'Closed' : `${count(lineCount - openCount)} of ${count(lineCount)} decided`
        }
      />
    ),
    show: 'always',
  },
  {
    key: 'dueOn',
    title: 'Last day',
    value: ({ dueOn }) => dueOn,
    cell: ({ dueOn }) => <DayText day={dueOn} />,
    sort: 'DUE_ON',
    show: 'always',
  },
  { key: 'revoked', title: 'Revoked', value: ({ revokedCount }) => revokedCount, align: 'right' },
  { key: 'reduced', title: 'Reduced', value: ({ reducedCount }) => reducedCount, align: 'right' },
  { key: 'failed', title: 'Not carried out', value: ({ failedCount }) => failedCount, align: 'right' },
  {
    key: 'silence',
    title: 'Whoever nobody decides about',
    value: ({ silence }) => SILENCE_WORDS[silence],
    show: 'chosen',
  },
  {
    key: 'openedAt',
    title: 'Opened',
    value: ({ openedAt }) => openedAt,
    cell: ({ openedAt }) => <DateText at={openedAt} />,
    sort: 'OPENED_AT',
  },
  {
    key: 'closedAt',
    title: 'Closed',
    value: ({ closedAt }) => closedAt,
    cell: ({ closedAt }) => closedAt && <DateText at={closedAt} />,
    show: 'chosen',
  },
];
