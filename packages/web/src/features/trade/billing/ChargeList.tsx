import { IconReceipt } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { type Level, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { percent, period, plural } from '../../../lib/format.ts';
import { options, words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';

const ChargesDocument = graphql(
  `
  query Charges($first: Int, $after: String, $last: Int, $before: String, $filter: ChargeFilter, $orderBy: ChargeOrder) {
    charges(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        source
        description
        quantity
        from
        to
        currency
        netMinor
        percentBp
        months
        invoice {
          id
          number
        }
        company {
          id
          name
        }
        reseller {
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
type Charge = ResultOf<typeof ChargesDocument>['charges']['nodes'][number];

const DESCRIPTION: Partial<Record<Level, string>> = {
  PLATFORM: 'What was used, added or let off beside what recurs: until it is on an invoice it waits here.',
  RESELLER:
    'What was used, added or let off beside what recurs, of your customers and of you: until it is on an invoice it waits here.',
  COMPANY: 'What was used, added or let off beside what recurs. What waits is on your next invoice.',
};

/** Usage, charges and discounts: those that are not invoiced yet, and those that were [B4] [O1]. */
export function ChargeList() {
  const { level } = useViewer();
  const seller = level !== 'COMPANY';
  const list = useList({
    query: ChargesDocument,
    page: ({ charges }) => charges,
    type: 'Charge',
    settings: { sort: '-CREATED_AT', filters: ['waiting', 'source', 'issuedByMe', 'companyId'] },
  });
  const { companyId } = list.state.filters;
  const companies = useCompanyOptions(seller, companyId === undefined ? undefined : String(companyId));
  return (
    <Siblings of="/invoices" at="/invoices/charges">
      <ListHeader title="Charges" description={DESCRIPTION[level]} tab={false} />
      <DataList
        id="charges"
        label="Charges"
        list={list}
        columns={seller ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'customer')}
        filters={[
          ...FILTERS,
          ...(seller
            ? [
                ISSUER,
                {
                  key: 'companyId',
                  label: 'Company',
                  options: companies.options,
                  onSearch: companies.onSearch,
                },
              ]
            : []),
        ]}
        rowLink={({ invoice, kind, company, reseller }) =>
          invoice
            ? { to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } }
            : !seller || (kind === 'WHOLESALE' && level !== 'PLATFORM')
              ? { to: '/invoices/so-far' }
              : kind === 'RETAIL'
                ? {
                    to: '/companies/$companyId',
                    params: { companyId: company?.id ?? '' },
                    search: { tab: 'so-far' },
                  }
                : {
                    to: '/resellers/$resellerId',
                    params: { resellerId: reseller?.id ?? '' },
                    search: { tab: 'so-far' },
                  }
        }
        empty={
          <EmptyState icon={<IconReceipt size={22} />} title="No charges yet">
            Calls, other usage and what is added to an invoice by hand appear here.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const FILTERS: readonly FilterField[] = [
  {
    key: 'waiting',
    label: 'Invoiced',
    options: [
      { value: 'true', label: 'Not invoiced yet' },
      { value: 'false', label: 'Invoiced' },
    ],
  },
  { key: 'source', label: 'What for', options: options(['USAGE', 'MANUAL', 'DISCOUNT']) },
];
const ISSUER: FilterField = {
  key: 'issuedByMe',
  label: 'Charged by',
  options: [
    { value: 'true', label: 'Charged by us' },
    { value: 'false', label: 'Charged by others' },
  ],
};

const COLUMNS: readonly Column<Charge, 'CREATED_AT'>[] = [
  {
    key: 'what',
    title: 'What',
    value: ({ description, months }) =>
      `${description}${months > 1 ? `, on ${plural(months, 'invoice')}` : ''}`,
    show: 'always',
  },
  {
    key: 'customer',
    title: 'Customer',
    value: ({ company, reseller }) => company?.name ?? reseller?.name ?? null,
    show: 'always',
  },
  { key: 'source', title: 'What for', value: ({ source }) => words(source) },
  { key: 'days', title: 'Days', value: ({ from, to }) => period(from, to) },
  {
    key: 'quantity',
    title: 'Quantity',
    value: ({ quantity }) => quantity,
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'net',
    title: 'Net',
    value: ({ netMinor }) => (netMinor === null ? null : netMinor / 100),
    cell: ({ netMinor, percentBp, currency }) =>
      netMinor === null && percentBp !== null ? (
        `− ${percent(percentBp / 10_000)}`
      ) : (
        <Money minor={netMinor} currency={currency} />
      ),
    align: 'right',
    show: 'always',
  },
  {
    key: 'invoice',
    title: 'Invoice',
    value: ({ invoice }) => invoice?.number ?? 'Not invoiced yet',
    cell: ({ invoice }) =>
      invoice ? (
        <TextLink to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }} inherit>
          {invoice.number}
        </TextLink>
      ) : (
        'Not invoiced yet'
      ),
    show: 'always',
  },
];
