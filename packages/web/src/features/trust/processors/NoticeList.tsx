import { IconMail } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const NoticesDocument = graphql(
  `
  query ProcessorNotices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProcessorNoticeFilter
    $orderBy: ProcessorNoticeOrder
  ) {
    processorNotices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        tenantName
        toldAt
        letterCount
        delivery
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
type Notice = ResultOf<typeof NoticesDocument>['processorNotices']['nodes'][number];

const DELIVERIES: Record<Notice['delivery'], string> = {
  NONE: 'In the console only',
  QUEUED: 'On its way',
  SENT: 'Sent',
  FAILED: 'Not delivered',
};

/** Who was told of a change, and whether the letters reached them [D1]. */
export function NoticeList({ changeId }: { changeId: string }) {
  const list = useList({
    query: NoticesDocument,
    page: ({ processorNotices }) => processorNotices,
    type: 'ProcessorChange',
    settings: { sort: '-TOLD_AT', filters: [] },
    fixed: { changeId },
  });
  return (
    <DataList
      id="sub-processor-notices"
      label="Told"
      list={list}
      columns={COLUMNS}
      empty={
        <EmptyState icon={<IconMail size={22} />} title="Nobody yet">
          Those who hold the services are told within a minute.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Notice, 'TOLD_AT'>[] = [
  { key: 'who', title: 'Who', value: ({ tenantName }) => tenantName },
  {
    key: 'delivery',
    title: 'By mail',
    value: ({ delivery }) => DELIVERIES[delivery],
    cell: ({ delivery }) => <StateBadge state={delivery} label={DELIVERIES[delivery]} />,
    show: 'always',
  },
  { key: 'letters', title: 'Letters', value: ({ letterCount }) => letterCount, align: 'right' },
  {
    key: 'toldAt',
    title: 'Told',
    value: ({ toldAt }) => toldAt,
    cell: ({ toldAt }) => <DateText at={toldAt} />,
    sort: 'TOLD_AT',
    show: 'always',
  },
];
