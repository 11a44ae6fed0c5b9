import { IconChecks } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const DifferencesDocument = graphql(
  `
  query ServiceDifferences(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ObservationFilter
    $orderBy: ObservationOrder
  ) {
    observations(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        driftedAt
        observedAt
        differences {
          attribute
          label
          desired
          observed
        }
        subscription {
          id
          reference
          product {
            id
            name
          }
        }
        company {
          id
          name
        }
        endUser {
          id
          displayName
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
type Row = ResultOf<typeof DifferencesDocument>['observations']['nodes'][number];

/** Services that are not as ordered; what can be done about one stands on its subscription's page [P1]. */
export function DifferencesPage() {
  const { level } = useViewer();
  const list = useList({
    query: DifferencesDocument,
    page: ({ observations }) => observations,
    type: 'Subscription',
    settings: { sort: '-CREATED_AT' },
    fixed: { drifted: true },
  });
  return (
    <>
      <PageHeader
        title="Differences"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Services that are not as ordered, because somebody changed them where they are."
      />
      <DataList
        id="service-differences"
        label="Services that differ"
        list={list}
        columns={level === 'COMPANY' ? COLUMNS.filter(({ key }) => key !== 'company') : COLUMNS}
        searchHint="Reference, company, person, product"
        rowLink={({ subscription }) => ({
          to: '/subscriptions/$subscriptionId',
          params: { subscriptionId: subscription.id },
        })}
        empty={
          <EmptyState icon={<IconChecks size={22} />} title="Everything is as ordered">
            Services are looked at from time to time. What differs from what was ordered stands here.
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Row, 'CREATED_AT'>[] = [
  { key: 'product', title: 'Service', value: ({ subscription }) => subscription.product.name },
  {
    key: 'for',
    title: 'For',
    value: ({ endUser }) => endUser?.displayName ?? 'The company',
    show: 'always',
  },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'differences',
    title: 'Difference',
    value: ({ differences }) =>
      differences
        .map(
          ({ label, desired, observed }) =>
            `${label}: ${observed ?? 'nothing'} instead of ${desired ?? 'nothing'}`,
        )
        .join('; '),
    show: 'always',
  },
  {
    key: 'since',
    title: 'First seen',
    value: ({ driftedAt }) => driftedAt,
    cell: ({ driftedAt }) => <DateText at={driftedAt} as="ago" />,
  },
  {
    key: 'seen',
    title: 'Last seen',
    value: ({ observedAt }) => observedAt,
    cell: ({ observedAt }) => <DateText at={observedAt} as="ago" />,
    show: 'chosen',
  },
];
