import { IconPackageOff, IconPlus, IconRepeat, IconTag } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { options, words } from '../../../lib/words.ts';
import { DayText, LastDayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { BulkCancel } from './BulkCancel.tsx';
import { BulkReprice } from './BulkReprice.tsx';
import { STATES, shownState } from './states.ts';

const SubscriptionsDocument = graphql(
  `
  query Subscriptions(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SubscriptionFilter
    $orderBy: SubscriptionOrder
  ) {
    subscriptions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        quantity
        state
        suspendedAt
        startsOn
        endsOn
        commitments {
          id
          until
          terms {
            follows
          }
        }
        retailMinor
        wholesaleMinor
        wholesaleCurrency
        currency
        createdAt
        product {
          id
          name
          contents
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

type Subscription = ResultOf<typeof SubscriptionsDocument>['subscriptions']['nodes'][number];

interface SubscriptionListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  tenant?: { companyId: string } | { resellerId: string };
}

/** What is subscribed to, by whom, in which state, for how much [C4]. */
export function SubscriptionList({ tenant }: SubscriptionListProps) {
  const { level } = useViewer();
  const can = useCan();
  const asked: { companyId?: unknown; productId?: unknown; health?: unknown; mailPassedOn?: unknown } =
    useSearch({ strict: false });
  const companyId = tenant && 'companyId' in tenant ? tenant.companyId : undefined;
  const chosen = companyId ?? (typeof asked.companyId === 'string' ? asked.companyId : undefined);
  const tab = tenant !== undefined;
  const severalCompanies = level !== 'COMPANY' && !companyId;
  const companies = useCompanyOptions(severalCompanies, chosen);
  const products = useProductOptions(typeof asked.productId === 'string' ? asked.productId : undefined);
  const [ticked, setTicked] = useState<{
    dialogue: typeof BulkCancel;
    rows: readonly Subscription[];
    clear: () => void;
  }>();
  const list = useList({
    query: SubscriptionsDocument,
    page: ({ subscriptions }) => subscriptions,
    type: 'Subscription',
    settings: {
      sort: '-CREATED_AT',
      filters: [
        'companyId',
        'productId',
        'state',
        'health',
        'running',
        'suspended',
        'upcoming',
        'mailPassedOn',
        ...CHANGES.map(({ key }) => key),
      ],
    },
    // What is part of a bundle stands on its page, but for who looks at how services stand, or at mail: it is the parts that are set up.
    fixed: { ...tenant, ...(!asked.health && !asked.mailPassedOn && { part: false }) },
  });
  const action = can('SUBSCRIPTION_WRITE') && (
    <ButtonLink to="/orders/new" search={{ companyId: chosen }} leftSection={<IconPlus size={16} />}>
      Order services
    </ButtonLink>
  );
  const ask = (dialogue: typeof BulkCancel) => (rows: readonly Subscription[], clear: () => void) =>
    setTicked({ dialogue, rows, clear });
  const hidden = new Set([
    ...(severalCompanies ? [] : ['company']),
    ...(level === 'COMPANY' ? ['wholesale'] : []),
  ]);
  const shown = (
    <>
      <ListHeader title="Subscriptions" actions={action} tab={tab} />
      <DataList
        id={companyId ? 'company-subscriptions' : 'subscriptions'}
        label="Subscriptions"
        list={list}
        columns={COLUMNS.filter(({ key }) => !hidden.has(key))}
        searchHint={severalCompanies ? 'Reference, company, person, product' : 'Reference, person, product'}
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          { key: 'productId', label: 'Product', ...products },
          { key: 'state', label: 'Status', options: options(STATES) },
          { key: 'health', label: 'Set-up', options: HEALTH },
          {
            key: 'running',
            label: 'Term',
            options: [
              { value: 'true', label: 'Running today' },
              { value: 'false', label: 'Not running today' },
            ],
          },
          { key: 'suspended', label: 'In use', options: [{ value: 'true', label: 'Suspended' }] },
          {
            key: 'upcoming',
            label: 'Ends or renews',
            options: [{ value: 'true', label: 'Within 90 days' }],
          },
          { key: 'mailPassedOn', label: 'Mail', options: [{ value: 'true', label: 'Passed on' }] },
          // Asked for by the figures of the revenue page: offered only to be taken away again.
          ...CHANGES.filter(({ key }) => list.state.filters[key]).map(({ key, label }) =>
            dayFilter(key, label, {}),
          ),
        ]}
        bulk={[
          ...(can('SUBSCRIPTION_REPRICE')
            ? [{ label: 'Move to today’s prices', icon: <IconTag size={14} />, run: ask(BulkReprice) }]
            : []),
          ...(can('SUBSCRIPTION_WRITE')
            ? [{ label: 'Cancel', icon: <IconPackageOff size={14} />, run: ask(BulkCancel) }]
            : []),
        ]}
        rowLink={({ id }) => ({ to: '/subscriptions/$subscriptionId', params: { subscriptionId: id } })}
        empty={
          <EmptyState
            icon={<IconRepeat size={22} />}
            title="No subscriptions yet"
            action={
              <ButtonLink to="/end-users" search={{ companyId: chosen }}>
                Choose people
              </ButtonLink>
            }
          >
            Tick people in the list of end users and add the services they need; services for the company as a
            whole are added here.
          </EmptyState>
        }
      />
      {ticked && (
        <ticked.dialogue
          ids={ticked.rows.map(({ id }) => id)}
          onClose={(done) => {
            if (done) ticked.clear();
            setTicked(undefined);
          }}
        />
      )}
    </>
  );
  if (tab) return shown;
  return (
    <Siblings of="/subscriptions" at="/subscriptions">
      {shown}
    </Siblings>
  );
}

/** What a month, which a day is of, changed of what services bring. */
const CHANGES = [
  { key: 'newIn', label: 'New in the month of' },
  { key: 'moreIn', label: 'More in the month of' },
  { key: 'lessIn', label: 'Less in the month of' },
  { key: 'goneIn', label: 'Gone in the month of' },
];
const HEALTH = [
  { value: 'IN_PLACE', label: 'In place' },
  { value: 'UNDER_WAY', label: 'Under way' },
  { value: 'FAILED', label: 'Failed' },
  { value: 'DRIFTING', label: 'Different' },
];

/** Whether its term would be followed by another one. */
function renews({ state, commitments }: Subscription): boolean {
  return commitments.at(-1)?.terms.follows === 'RENEWS' && state !== 'ENDING' && state !== 'ENDED';
}

/** The day on which another term begins unless somebody gives notice. */
function renewsOn(subscription: Subscription): string | null {
  const goesOn = renews(subscription) && subscription.endsOn === null;
  return goesOn ? (subscription.commitments.at(-1)?.until ?? null) : null;
}

const isToldNotTo = (subscription: Subscription): boolean =>
  renews(subscription) && subscription.endsOn !== null;
const NOT = 'Does not renew';

const COLUMNS: readonly Column<Subscription, 'CREATED_AT' | 'STARTS_ON' | 'REFERENCE'>[] = [
  { key: 'product', title: 'Product', value: ({ product }) => product.name },
  {
    key: 'endUser',
    title: 'For',
    value: ({ endUser }) => endUser?.displayName ?? 'The company',
    show: 'always',
  },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'contents',
    title: 'Made of',
    value: ({ product }) => product.contents.join(', ') || null,
    show: 'chosen',
  },
  {
    key: 'state',
    title: 'Status',
    value: (subscription) => words(shownState(subscription)),
    cell: (subscription) => <StateBadge state={shownState(subscription)} />,
    show: 'always',
  },
  { key: 'quantity', title: 'Quantity', value: ({ quantity }) => quantity, align: 'right', show: 'chosen' },
  {
    key: 'wholesale',
    title: 'Wholesale',
    value: ({ wholesaleMinor }) => (wholesaleMinor === null ? null : wholesaleMinor / 100),
    cell: ({ wholesaleMinor, wholesaleCurrency, currency }) => (
      <Money minor={wholesaleMinor} currency={wholesaleCurrency ?? currency} />
    ),
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'retail',
    title: 'Unit price a month',
    value: ({ retailMinor }) => retailMinor / 100,
    cell: ({ retailMinor, currency }) => <Money minor={retailMinor} currency={currency} />,
    align: 'right',
  },
  {
    key: 'startsOn',
    title: 'From',
    value: ({ startsOn }) => startsOn,
    cell: ({ startsOn }) => <DayText day={startsOn} />,
    sort: 'STARTS_ON',
  },
  {
    key: 'endsOn',
    title: 'Until',
    value: ({ endsOn }) => endsOn,
    cell: ({ endsOn }) => <LastDayText endsOn={endsOn} />,
    show: 'chosen',
  },
  {
    key: 'renewsOn',
    title: 'Renews',
    value: (subscription) => renewsOn(subscription) ?? (isToldNotTo(subscription) ? NOT : null),
    cell: (subscription) => (isToldNotTo(subscription) ? NOT : <DayText day={renewsOn(subscription)} />),
    show: 'chosen',
  },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, sort: 'REFERENCE' },
];
