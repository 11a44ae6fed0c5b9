import { IconPlus, IconShoppingCart } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Change } from './OrderSummary.tsx';
import { KIND_OPTIONS, kindText, STATE_OPTIONS, stateText } from './order-words.ts';

const OrdersDocument = graphql(
  `
  query Orders(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ServiceOrderFilter
    $orderBy: ServiceOrderOrder
  ) {
    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        kind
        person {
          id
          displayName
        }
        state
        startsOn
        lineCount
        retailMinor
        wholesaleMinor
        wholesaleCurrency
        currency
        placedByName
        createdAt
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

type Order = ResultOf<typeof OrdersDocument>['orders']['nodes'][number];

interface OrderListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

/** What was ordered, by whom, what it changes by the month, and how far it is [C4]. */
export function OrderList({ companyId }: OrderListProps) {
  const { level } = useViewer();
  const can = useCan();
  const asked: { companyId?: unknown } = useSearch({ strict: false });
  const chosen = companyId ?? (typeof asked.companyId === 'string' ? asked.companyId : undefined);
  const tab = companyId !== undefined;
  const severalCompanies = level !== 'COMPANY' && !tab;
  const companies = useCompanyOptions(severalCompanies, chosen);
  const list = useList({
    query: OrdersDocument,
    page: ({ orders }) => orders,
    type: 'ServiceOrder',
    settings: { sort: '-CREATED_AT', filters: ['companyId', 'state', 'kind'] },
    fixed: tab ? { companyId } : {},
  });
  const order = can('SUBSCRIPTION_WRITE') && (
    <ButtonLink to="/orders/new" search={{ companyId: chosen }} leftSection={<IconPlus size={16} />}>
      Order services
    </ButtonLink>
  );
  const hidden = new Set([
    ...(severalCompanies ? [] : ['company']),
    ...(level === 'COMPANY' ? ['wholesale'] : []),
  ]);
  return (
    <>
      <ListHeader title="Orders" actions={order} tab={tab} />
      <DataList
        id={tab ? 'company-orders' : 'orders'}
        label="Orders"
        list={list}
        columns={COLUMNS.filter(({ key }) => !hidden.has(key))}
        filters={[
          { key: 'state', label: 'Status', options: STATE_OPTIONS },
          { key: 'kind', label: 'Kind', options: KIND_OPTIONS },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/orders/$orderId', params: { orderId: id } })}
        empty={
          <EmptyState icon={<IconShoppingCart size={22} />} title="No orders yet" action={order}>
            Services are ordered together and read through before they are: what they cost, from when, and who
            has to approve them.
          </EmptyState>
        }
      />
    </>
  );
}

const COLUMNS: readonly Column<Order, 'CREATED_AT'>[] = [
  { key: 'reference', title: 'Order', value: ({ reference }) => reference },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'kind',
    title: 'Kind',
    value: ({ kind, person }) => [kindText(kind), person?.displayName].filter(Boolean).join(': '),
    cell: ({ kind, person }) =>
      person ? (
        <>
          {kindText(kind)}:{' '}
          <TextLink to="/end-users/$endUserId" params={{ endUserId: person.id }} inherit>
            {person.displayName}
          </TextLink>
        </>
      ) : (
        kindText(kind)
      ),
  },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => stateText(state),
    cell: ({ state }) => <StateBadge state={state} label={stateText(state)} />,
    show: 'always',
  },
  { key: 'lines', title: 'Lines', value: ({ lineCount }) => lineCount, align: 'right' },
  {
    key: 'retail',
    title: 'Changes a month',
    value: ({ retailMinor }) => retailMinor / 100,
    cell: ({ retailMinor, currency }) => <Change minor={retailMinor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'wholesale',
    title: 'Wholesale a month',
    value: ({ wholesaleMinor }) => (wholesaleMinor === null ? null : wholesaleMinor / 100),
    cell: ({ wholesaleMinor, wholesaleCurrency, currency }) => (
      <Change minor={wholesaleMinor ?? 0} currency={wholesaleCurrency ?? currency} />
    ),
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'startsOn',
    title: 'From',
    value: ({ startsOn }) => startsOn,
    cell: ({ startsOn }) => <DayText day={startsOn} />,
  },
  { key: 'placedBy', title: 'Placed by', value: ({ placedByName }) => placedByName },
  {
    key: 'createdAt',
    title: 'Placed',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="ago" />,
    sort: 'CREATED_AT',
  },
];
