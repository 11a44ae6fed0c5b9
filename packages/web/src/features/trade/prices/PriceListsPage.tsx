import { Button } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddPriceList } from './AddPriceList.tsx';
import { audience, KINDS } from './price-words.ts';

export const ListsDocument = graphql(
  `
  query PriceLists(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: PriceListFilter
    $orderBy: PriceListOrder
  ) {
    priceLists(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        kind
        currency
        everyone
        customers {
          id
          reseller {
            id
            name
          }
          tenantGroup {
            id
            name
          }
          company {
            id
            name
          }
        }
        versions {
          id
          number
          standing
          validFrom
          validUntil
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

type List = ResultOf<typeof ListsDocument>['priceLists']['nodes'][number];

const SAYS: Record<string, string> = {
  PLATFORM:
    'What your resellers pay you, and what your direct customers do. Where no list says it, the price that stands with the product holds.',
  RESELLER:
    'What your companies pay: prices of your own, or mark-ups on what you pay. Where no list says it, the recommended price holds.',
};

/** The lists of whoever sells, with what holds now and what is to come [C2]. */
export function PriceListsPage() {
  const { level } = useViewer();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const list = useList({
    query: ListsDocument,
    page: ({ priceLists }) => priceLists,
    type: 'PriceList',
    settings: { sort: 'NAME' },
  });
  const action = can('PRICE_LIST_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New price list
    </Button>
  );
  return (
    <>
      <PageHeader title="Price lists" description={SAYS[level]} actions={action} />
      <Siblings of="/price-lists" at="/price-lists">
        <DataList
          id="price-lists"
          label="Price lists"
          list={list}
          columns={COLUMNS}
          searchHint="Name"
          rowLink={({ id }) => ({ to: '/price-lists/$priceListId', params: { priceListId: id } })}
          empty={
            <EmptyState icon={<IconTags size={22} />} title="No price lists yet" action={action}>
              A list says what is paid from a day on. Subscriptions keep the price they began with until you
              move them.
            </EmptyState>
          }
        />
      </Siblings>
      {adding && <AddPriceList onClose={() => setAdding(false)} />}
    </>
  );
}

const standing = (list: List, which: string) => list.versions.find((version) => version.standing === which);

const COLUMNS: readonly Column<List, 'NAME'>[] = [
  { key: 'name', title: 'Price list', value: ({ name }) => name, sort: 'NAME' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => KINDS[kind] },
  { key: 'audience', title: 'For', value: audience, show: 'always' },
  {
    key: 'inForce',
    title: 'In force',
    value: (list) => {
      const held = standing(list, 'IN_FORCE');
      return held ? `Version ${held.number}` : 'None';
    },
    cell: (list) => {
      const held = standing(list, 'IN_FORCE');
      return held ? (
        <StateBadge state="ACTIVE" label={`Version ${held.number}`} />
      ) : (
        <StateBadge state="ENDED" label="None" />
      );
    },
    show: 'always',
  },
  {
    key: 'next',
    title: 'Next',
    value: (list) => {
      const next = list.versions.findLast((version) => version.standing === 'COMING');
      if (next) return `Version ${next.number} from ${date(next.validFrom)}`;
      return standing(list, 'DRAFT') ? 'Draft' : null;
    },
  },
  { key: 'currency', title: 'Currency', value: ({ currency }) => words(currency), show: 'always' },
];
