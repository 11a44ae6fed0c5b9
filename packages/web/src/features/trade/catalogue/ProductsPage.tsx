import { Stack, Text } from '@mantine/core';
import { termInWords, termsInWords } from '@steward/shared';
import { IconPackage, IconPencil, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { asked } from '../../../data/asked.ts';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { metered, usedInWords } from '../../../data/metered.ts';
import { CATEGORIES, SUPPLY_WORDS, UNITS } from '../../../data/product-kinds.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { type Level, useCan, useViewer } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Dash, Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddProduct } from './AddProduct.tsx';
import { EditProduct } from './EditProduct.tsx';
import { marginShare } from './margin.ts';
import { SetRetailPrice } from './SetRetailPrice.tsx';

const ProductsDocument = graphql(
  `
  query Products(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProductFilter
    $orderBy: ProductOrder
  ) {
    products(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        code
        name
        description
        category
        unit
        supplyKind
        needsAddress
        suspendable
        barsCalls
        kind
        needs
        excludes
        parts {
          productId
          quantity
          parameters
        }
        contents
        parameters {
          ...Asked
        }
        commitment {
          months
          noticeDays
          noticeToMonthEnd
          follows
          renewalMonths
          renewalPrice
          windowDays
          remindDays
        }
        connector
        retailMinor
        wholesaleMinor
        pricedIn
        recommendedRetailMinor
        currency
        active
        ...Metered
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging, asked, metered],
);

const PRICES: Partial<Record<Level, string>> = {
  PLATFORM: 'List prices by the month, without VAT. Resellers may set their own for their companies.',
  RESELLER: 'What you pay and what your companies pay, by the month and without VAT.',
  COMPANY: 'What can be given to your people or taken for the company. Prices by the month, without VAT.',
};

/** What is sold, at the prices of whoever looks [C1] [C3]. */
export function ProductsPage() {
  const { level } = useViewer();
  const can = useCan();
  const [chosen, setChanging] = useState<Product>();
  const list = useList({
    query: ProductsDocument,
    page: ({ products }) => products,
    type: 'Product',
    settings: { sort: 'NAME', filters: ['category', 'unit', 'active'] },
  });
  // As it is by now: somebody else may change it meanwhile.
  const changing = chosen && (list.rows?.find(({ id }) => id === chosen.id) ?? chosen);
  const selling = level === 'PLATFORM' || level === 'RESELLER';
  const action = can('PRODUCT_WRITE') && <AddProduct />;
  const deed = can('PRODUCT_WRITE') ? 'Edit' : can('PRICE_WRITE') ? 'Set price' : undefined;
  const done = () => setChanging(undefined);
  return (
    <>
      <PageHeader title="Products" description={PRICES[level]} actions={action} />
      <DataList
        id="products"
        label="Products"
        list={list}
        columns={[
          ...COLUMNS,
          ...(selling ? [] : [PRICE]),
          ...(selling ? SELLER_COLUMNS : []),
          ...(level === 'PLATFORM' ? STAFF_COLUMNS : []),
        ]}
        searchHint="Name or code"
        filters={[
          { key: 'category', label: 'Category', options: options(CATEGORIES) },
          { key: 'unit', label: 'Billed', options: options(UNITS) },
          ...(level === 'PLATFORM' ? [ON_SALE] : []),
        ]}
        rowActions={
          deed &&
          ((product: Product) => (
            <RowMenu
              of={product.name}
              items={[
                {
                  label: deed,
                  icon: can('PRODUCT_WRITE') ? <IconPencil size={16} /> : <IconTag size={16} />,
                  run: () => setChanging(product),
                },
              ]}
            />
          ))
        }
        empty={
          <EmptyState icon={<IconPackage size={22} />} title="No products yet" action={action}>
            What the operator sells stands here, with its prices.
          </EmptyState>
        }
      />
      {changing && can('PRODUCT_WRITE') && <EditProduct product={changing} onClose={done} />}
      {changing && can('PRICE_WRITE') && <SetRetailPrice product={changing} onClose={done} />}
    </>
  );
}

const ON_SALE = {
  key: 'active',
  label: 'On sale',
  options: [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No longer' },
  ],
};

type Product = ResultOf<typeof ProductsDocument>['products']['nodes'][number];
type ProductColumn = Column<Product, 'NAME' | 'CODE'>;

const listed = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words);

const COLUMNS: readonly ProductColumn[] = [
  {
    key: 'name',
    title: 'Product',
    value: ({ name }) => name,
    cell: ({ name, description, contents, ...product }) => (
      <Stack gap={0} py={2}>
        <Text span fw={550} inherit>
          {name}
        </Text>
        <Text span c="dimmed" fz="xs" fw={400}>
          {description}
        </Text>
        {contents.length > 0 && (
          <Text span c="dimmed" fz="xs" fw={400}>
            Made of {listed(contents)}
          </Text>
        )}
        {product.meter && (
          <Text span c="dimmed" fz="xs" fw={400}>
            And {usedInWords(product)}
          </Text>
        )}
      </Stack>
    ),
    sort: 'NAME',
  },
  { key: 'code', title: 'Code', value: ({ code }) => code, sort: 'CODE' },
  { key: 'category', title: 'Category', value: ({ category }) => words(category) },
  {
    key: 'contents',
    title: 'Made of',
    value: ({ contents }) => contents.join(', ') || null,
    show: 'chosen',
  },
  { key: 'kind', title: 'Kind', value: ({ kind }) => kind, show: 'chosen' },
  { key: 'needs', title: 'Needs', value: ({ needs }) => needs.join(' or ') || null, show: 'chosen' },
  { key: 'unit', title: 'Billed', value: ({ unit }) => words(unit) },
  { key: 'supplyKind', title: 'VAT', value: ({ supplyKind }) => SUPPLY_WORDS[supplyKind], show: 'chosen' },
  {
    key: 'commitment',
    title: 'Term',
    value: ({ commitment }) => (commitment ? termsInWords(commitment) : null),
    cell: ({ commitment }) => (commitment ? termInWords(commitment) : <Dash />),
  },
];

const price = (key: string, title: string, of: (product: Product) => number | null): ProductColumn => ({
  key,
  title,
  value: (product) => pounds(of(product)),
  cell: (product) => <Money minor={of(product)} currency={product.pricedIn} />,
  align: 'right',
  show: 'always',
});

const pounds = (minor: number | null) => (minor === null ? null : minor / 100);

const PRICE = price('retail', 'Price a month', ({ retailMinor }) => retailMinor);

const SELLER_COLUMNS: readonly ProductColumn[] = [
  price('wholesale', 'Wholesale', ({ wholesaleMinor }) => wholesaleMinor),
  price('retail', 'Retail', ({ retailMinor }) => retailMinor),
  {
    key: 'margin',
    title: 'Margin',
    value: ({ retailMinor, wholesaleMinor }) =>
      wholesaleMinor === null || retailMinor === null ? null : pounds(retailMinor - wholesaleMinor),
    cell: ({ retailMinor, wholesaleMinor, pricedIn }) =>
      wholesaleMinor === null || retailMinor === null ? null : (
        <>
          <Money minor={retailMinor - wholesaleMinor} currency={pricedIn} />{' '}
          <Text span c="dimmed" fz="xs">
            {marginShare(retailMinor, wholesaleMinor)}
          </Text>
        </>
      ),
    align: 'right',
  },
];

const STAFF_COLUMNS: readonly ProductColumn[] = [
  {
    key: 'connector',
    title: 'Method',
    value: ({ connector, contents, unit }) =>
      contents.length > 0 ? 'As its parts' : unit === 'PER_USE' ? null : words(connector),
  },
  {
    key: 'active',
    title: 'On sale',
    value: ({ active, unit }) => (active ? 'Yes' : unit === 'PER_USE' ? 'By meters' : 'No'),
    cell: ({ active, unit }) =>
      unit === 'PER_USE' ? (
        <StateBadge state="" label="By meters" />
      ) : (
        <StateBadge state={active ? 'ACTIVE' : 'ENDED'} label={active ? 'On sale' : 'No longer'} />
      ),
    show: 'chosen',
  },
];
