import { IconGauge } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, monthName } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Dash, Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const MonthsDocument = graphql(
  `
  query UsageMonths(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: UsageMonthFilter
    $orderBy: UsageMonthOrder
  ) {
    usageMonths(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        subscriptionId
        month
        quantity
        retailMinor
        retailCurrency
        wholesaleMinor
        wholesaleCurrency
        product {
          id
          name
          meter {
            unit
            included
          }
        }
        subscription {
          id
          reference
        }
        company {
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
type Month = ResultOf<typeof MonthsDocument>['usageMonths']['nodes'][number];

/** What each month of metered services comes to [B1] [B3]. */
export function UsagePage() {
  const { level } = useViewer();
  const sells = level !== 'COMPANY';
  const companies = useCompanyOptions(sells, undefined);
  const list = useList({
    query: MonthsDocument,
    page: ({ usageMonths }) => usageMonths,
    type: 'UsageMonth',
    settings: { sort: '-MONTH', filters: ['companyId'] },
  });
  return (
    <>
      <PageHeader
        title="Usage"
        description="What is used of metered services by the month, and what it comes to so far, without VAT."
      />
      <Siblings of="/usage" at="/usage">
        <DataList
          id="usage-months"
          label="Months of usage"
          list={list}
          columns={COLUMNS.filter(({ key }) => sells || (key !== 'company' && key !== 'wholesale'))}
          filters={sells ? [{ key: 'companyId', label: 'Company', ...companies }] : []}
          rowLink={({ subscriptionId, month }) => ({
            to: '/subscriptions/$subscriptionId',
            params: { subscriptionId },
            search: { tab: 'usage', month: month.slice(0, 7) },
          })}
          empty={
            <EmptyState icon={<IconGauge size={22} />} title="Nothing used yet">
              What is used of metered services appears as it is recorded, by file or by programs.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

const COLUMNS: readonly Column<Month, 'MONTH'>[] = [
  {
    key: 'month',
    title: 'Month',
    value: ({ month }) => month,
    cell: ({ month }) => monthName(month),
    sort: 'MONTH',
  },
  { key: 'product', title: 'Product', value: ({ product }) => product.name, show: 'always' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name },
  {
    key: 'reference',
    title: 'Subscription',
    value: ({ subscription }) => subscription.reference,
    show: 'chosen',
  },
  {
    key: 'quantity',
    title: 'Used',
    value: ({ quantity }) => quantity,
    cell: ({ quantity, product }) => `${count(quantity)} ${product.meter?.unit ?? ''}`,
    align: 'right',
    show: 'always',
  },
  {
    key: 'included',
    title: 'Included',
    value: ({ product }) => product.meter?.included,
    cell: ({ product }) => (product.meter?.included ? count(product.meter.included) : <Dash />),
    align: 'right',
  },
  {
    key: 'retail',
    title: 'Charged',
    value: ({ retailMinor }) => retailMinor / 100,
    cell: ({ retailMinor, retailCurrency }) => <Money minor={retailMinor} currency={retailCurrency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'wholesale',
    title: 'Wholesale',
    value: ({ wholesaleMinor }) => (wholesaleMinor === null ? null : wholesaleMinor / 100),
    cell: ({ wholesaleMinor, wholesaleCurrency }) =>
      wholesaleMinor === null || wholesaleCurrency === null ? (
        <Dash />
      ) : (
        <Money minor={wholesaleMinor} currency={wholesaleCurrency} />
      ),
    align: 'right',
  },
];
