import { addDays, valueText } from '@steward/shared';
import { IconShoppingCart } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { date } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const LinesDocument = graphql(
  `
  query OrderLines(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ServiceOrderLineFilter
    $orderBy: ServiceOrderLineOrder
  ) {
    orderLines(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        line
        action
        quantity
        wasQuantity
        parameters
        wasParameters
        retailMinor
        wasRetailMinor
        order {
          id
          currency
        }
        endsOn
        product {
          id
          name
          parameters {
            name
            label
            kind
            unit
          }
        }
        wasProduct {
          id
          name
        }
        endUser {
          id
          displayName
        }
        subscription {
          id
          reference
          state
          currency
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

type Line = ResultOf<typeof LinesDocument>['orderLines']['nodes'][number];

const ACTIONS = { ADD: 'Begins', CHANGE: 'Changes', END: 'Ends' } as const;

/** What an order changes, line by line, and how far each is set up [C4] [P1]. */
export function OrderLines({ orderId }: { orderId: string }) {
  const list = useList({
    query: LinesDocument,
    page: ({ orderLines }) => orderLines,
    type: 'ServiceOrderLine',
    settings: { sort: 'LINE' },
    fixed: { orderId },
  });
  return (
    <Section title="What it changes" mt="md">
      <DataList
        id="order-lines"
        label="What it changes"
        list={list}
        columns={COLUMNS}
        empty={<EmptyState icon={<IconShoppingCart size={22} />} title="Nothing" />}
      />
    </Section>
  );
}

const happens = ({ action, endsOn }: Line): string =>
  endsOn === null ? ACTIONS[action] : `Ends after ${date(addDays(endsOn, -1))}`;

/** What was chosen; of what changes, what is another than before. */
function settingsOf({ action, product, parameters, wasParameters }: Line): string | null {
  if (action === 'END') return null;
  const changed = Object.entries(parameters).filter(([name, value]) => wasParameters?.[name] !== value);
  return (
    changed
      .map(([name, value]) => {
        const parameter = product.parameters.find((one) => one.name === name);
        return `${parameter?.label ?? name}: ${valueText(parameter, value)}`;
      })
      .join(', ') || null
  );
}

const COLUMNS: readonly Column<Line, 'LINE'>[] = [
  {
    key: 'product',
    title: 'Service',
    value: ({ product, wasProduct }) =>
      wasProduct && wasProduct.id !== product.id
        ? `${product.name} instead of ${wasProduct.name}`
        : product.name,
  },
  { key: 'line', title: 'Line', value: ({ line }) => line, align: 'right', sort: 'LINE' },
  { key: 'action', title: 'What happens', value: happens, show: 'always' },
  {
    key: 'endUser',
    title: 'For',
    value: ({ endUser }) => endUser?.displayName ?? 'The company',
    show: 'always',
  },
  {
    key: 'quantity',
    title: 'Quantity',
    value: ({ action, quantity, wasQuantity }) =>
      action === 'CHANGE' && wasQuantity !== quantity ? `${wasQuantity} → ${quantity}` : quantity,
    align: 'right',
  },
  {
    key: 'parameters',
    title: 'Settings',
    value: settingsOf,
  },
  {
    key: 'retail',
    title: 'Unit price a month',
    value: ({ retailMinor }) => retailMinor / 100,
    cell: ({ retailMinor, order }) => <Money minor={retailMinor} currency={order.currency} />,
    align: 'right',
  },
  {
    key: 'subscription',
    title: 'Subscription',
    value: ({ subscription }) => subscription && `${subscription.reference} ${words(subscription.state)}`,
    cell: ({ subscription }) =>
      subscription && (
        <>
          <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }} inherit>
            {subscription.reference}
          </TextLink>{' '}
          <StateBadge state={subscription.state} />
        </>
      ),
  },
];
