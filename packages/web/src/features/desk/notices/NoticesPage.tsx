import { Badge, Group, Text } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { options } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { NOTICE_KINDS } from './kinds.ts';
import { windowText } from './window.ts';

const NoticesDocument = graphql(
  `
  query Notices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: NoticeFilter
    $orderBy: NoticeOrder
  ) {
    notices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        kind
        title
        startsAt
        endsAt
        publishedAt
        unseen
        recipientCount
        product {
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

/** What was told about services: for staff everything, for everyone else what reached them [N1]. */
export function NoticesPage() {
  const { level } = useViewer();
  const can = useCan();
  const { productId }: { productId?: unknown } = useSearch({ strict: false });
  const products = useProductOptions(typeof productId === 'string' ? productId : undefined);
  const list = useList({
    query: NoticesDocument,
    page: ({ notices }) => notices,
    type: 'Notice',
    settings: { sort: '-PUBLISHED_AT', filters: ['kind', 'productId', 'unseen'] },
  });
  const publish = can('NOTICE_PUBLISH') && (
    <ButtonLink to="/notices/new" leftSection={<IconPlus size={16} />}>
      Publish notice
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Notices"
        description={
          level === 'PLATFORM'
            ? 'Planned maintenance and news, told to everyone who holds the service.'
            : 'Planned maintenance and news about the services you use.'
        }
        actions={publish}
      />
      <DataList
        id="notices"
        label="Notices"
        list={list}
        columns={level === 'PLATFORM' ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'recipients')}
        filters={[
          { key: 'kind', label: 'Kind', options: options(NOTICE_KINDS) },
          { key: 'productId', label: 'Service', ...products },
          {
            key: 'unseen',
            label: 'Read or not',
            options: [
              { value: 'true', label: 'Unread' },
              { value: 'false', label: 'Read' },
            ],
          },
        ]}
        rowLink={({ id }) => ({ to: '/notices/$noticeId', params: { noticeId: id } })}
        empty={
          <EmptyState icon={<IconSpeakerphone size={22} />} title="No notices" action={publish}>
            Planned maintenance and news about services will stand here.
          </EmptyState>
        }
      />
    </>
  );
}

interface NoticeRow {
  id: string;
  reference: string;
  kind: string;
  title: string;
  startsAt: string | null;
  endsAt: string | null;
  publishedAt: string;
  unseen: boolean;
  recipientCount: number;
  product: { name: string };
}

const COLUMNS: readonly Column<NoticeRow, 'PUBLISHED_AT'>[] = [
  {
    key: 'title',
    title: 'Title',
    value: ({ title }) => title,
    cell: ({ title, unseen }) => (
      <Group gap="xs" wrap="nowrap" display="inline-flex">
        <Text span inherit fw={unseen ? 650 : undefined}>
          {title}
        </Text>
        {unseen && (
          <Badge size="sm" variant="light" style={{ flex: 'none' }}>
            New
          </Badge>
        )}
      </Group>
    ),
  },
  {
    key: 'kind',
    title: 'Kind',
    value: ({ kind }) => kind,
    cell: ({ kind }) => <StateBadge state={kind} />,
    show: 'always',
  },
  { key: 'product', title: 'Service', value: ({ product }) => product.name, show: 'always' },
  {
    key: 'window',
    title: 'When',
    value: ({ startsAt }) => startsAt,
    cell: ({ startsAt, endsAt }) => windowText(startsAt, endsAt) ?? 'No fixed time',
  },
  {
    key: 'recipients',
    title: 'Sent to',
    value: ({ recipientCount }) => recipientCount,
    align: 'right',
    show: 'wide',
  },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, show: 'chosen' },
  {
    key: 'publishedAt',
    title: 'Published',
    value: ({ publishedAt }) => publishedAt,
    cell: ({ publishedAt }) => <DateText at={publishedAt} />,
    sort: 'PUBLISHED_AT',
  },
];
