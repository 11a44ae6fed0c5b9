import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { PaidInDocument } from '../../../data/use-prices-for.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { today } from '../../../lib/today.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { SetCompanyPrice, SetCompanyPriceDocument } from './SetCompanyPrice.tsx';

const PricesDocument = graphql(
  `
  query CompanyPrices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CompanyPriceFilter
    $orderBy: CompanyPriceOrder
  ) {
    companyPrices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        fromQuantity
        minor
        currency
        validFrom
        validUntil
        belowCostReason
        product {
          id
          name
          retailMinor
          pricedIn
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
type Price = ResultOf<typeof PricesDocument>['companyPrices']['nodes'][number];

/** What was agreed with one company, whatever lists say [C3]. */
export function CompanyPrices({ companyId }: { companyId: string }) {
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const set = useSend(SetCompanyPriceDocument, 'CompanyPrice');
  const paidIn = useRead(PaidInDocument, { id: companyId }, { types: ['Company'] });
  const list = useList({
    query: PricesDocument,
    page: ({ companyPrices }) => companyPrices,
    type: 'CompanyPrice',
    settings: { sort: '-VALID_FROM' },
    fixed: { companyId },
  });
  const action = can('PRICE_LIST_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Agree a price
    </Button>
  );
  return (
    <>
      <ListHeader title="Prices" actions={action} tab />
      <DataList
        id="company-prices"
        label="Prices of this company"
        list={list}
        columns={COLUMNS}
        rowActions={
          can('PRICE_LIST_WRITE')
            ? (price: Price) =>
                standing(price) === 'OVER' ? null : (
                  <RowMenu
                    of={price.product.name}
                    items={[
                      {
                        label: 'End from today',
                        icon: <IconX size={16} />,
                        ask: {
                          title: `End this price of ${price.product.name}?`,
                          consequence:
                            'What is ordered from today on costs what lists say again. Subscriptions keep the price they have.',
                          confirmLabel: 'End this price',
                          onConfirm: async () => {
                            const { product, fromQuantity } = price;
                            await set({
                              input: { companyId, productId: product.id, fromQuantity, minor: null },
                            });
                            notifications.show({ message: `${product.name} costs what lists say again.` });
                          },
                        },
                      },
                    ]}
                  />
                )
            : undefined
        }
        empty={
          <EmptyState icon={<IconTag size={22} />} title="Nothing agreed with this company" action={action}>
            It pays what price lists say. A price that is agreed here goes before any list, from a day on.
          </EmptyState>
        }
      />
      {adding && paidIn.state === 'ready' && (
        <SetCompanyPrice
          companyId={companyId}
          currency={paidIn.data.company?.currency ?? 'GBP'}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function standing({ validFrom, validUntil }: Price): 'OVER' | 'COMING' | 'IN_FORCE' {
  if (validUntil !== null && validUntil <= today()) return 'OVER';
  return validFrom > today() ? 'COMING' : 'IN_FORCE';
}
const BADGES = {
  OVER: ['ENDED', 'Over'],
  COMING: ['PENDING', 'To come'],
  IN_FORCE: ['ACTIVE', 'In force'],
} as const;

/** What others pay in the same currency. */
const othersPay = ({ product, currency }: Price): number | null =>
  product.pricedIn === currency ? product.retailMinor : null;

const COLUMNS: readonly Column<Price, 'VALID_FROM'>[] = [
  { key: 'product', title: 'Product', value: ({ product }) => product.name },
  { key: 'from', title: 'From how many', value: ({ fromQuantity }) => fromQuantity, align: 'right' },
  {
    key: 'minor',
    title: 'Price a month',
    value: ({ minor }) => minor / 100,
    cell: ({ minor, currency }) => <Money minor={minor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'others',
    title: 'Others pay',
    value: (price) => (othersPay(price) ?? 0) / 100 || null,
    cell: (price) => <Money minor={othersPay(price)} currency={price.currency} />,
    align: 'right',
  },
  {
    key: 'state',
    title: 'Status',
    value: (price) => BADGES[standing(price)][1],
    cell: (price) => <StateBadge state={BADGES[standing(price)][0]} label={BADGES[standing(price)][1]} />,
    show: 'always',
  },
  {
    key: 'validFrom',
    title: 'From',
    value: ({ validFrom }) => validFrom,
    cell: ({ validFrom }) => <DayText day={validFrom} />,
    sort: 'VALID_FROM',
  },
  {
    key: 'validUntil',
    title: 'Until',
    value: ({ validUntil }) => validUntil,
    cell: ({ validUntil }) => validUntil && <DayText day={validUntil} />,
  },
  {
    key: 'reason',
    title: 'Below cost because',
    value: ({ belowCostReason }) => belowCostReason,
    show: 'chosen',
  },
];
