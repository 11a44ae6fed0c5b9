import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { effectWords } from './chasing-words.ts';
import { LiftRestriction } from './LiftRestriction.tsx';

const RestrictedDocument = graphql(
  `
  query RestrictedCustomers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RestrictionFilter
    $orderBy: RestrictionOrder
  ) {
    restrictions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        takesEffectOn
        beganAt
        createdAt
        invoice {
          id
          number
          customerName
          dueMinor
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
type Restriction = ResultOf<typeof RestrictedDocument>['restrictions']['nodes'][number];

/** Whose services are suspended and who can order nothing new, or is to, until which invoice is paid [B7]. */
export function RestrictedPage() {
  const can = useCan();
  const [lifting, setLifting] = useState<Restriction>();
  const list = useList({
    query: RestrictedDocument,
    page: ({ restrictions }) => restrictions,
    type: 'Restriction',
    settings: { sort: '-CREATED_AT', filters: ['kind'] },
    fixed: { underWay: true, issued: true },
  });
  return (
    <Siblings of="/chasing" at="/chasing/restricted">
      <PageHeader
        title="Restricted"
        description="What invoices that are not paid have led to, or will on their day. It ends by itself when the invoice is paid, disputed or promised to be paid."
      />
      <DataList
        id="restrictions"
        label="Restrictions"
        list={list}
        columns={COLUMNS}
        filters={[
          {
            key: 'kind',
            label: 'What',
            options: (['SUSPENSION', 'NO_NEW_ORDERS'] as const).map((value) => ({
              value,
              label: effectWords(value),
            })),
          },
        ]}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        rowActions={(restriction) =>
          can('CHASING_WRITE') ? (
            <RowMenu
              of={`the restriction of ${restriction.invoice.customerName}`}
              items={[
                {
                  label: restriction.beganAt ? 'Lift' : 'Call off',
                  icon: <IconLockOpen size={16} />,
                  run: () => setLifting(restriction),
                },
              ]}
            />
          ) : null
        }
        empty={
          <EmptyState icon={<IconLock size={22} />} title="Nobody is restricted">
            A step of the policy can stop new orders or suspend services, a week or more after a warning.
          </EmptyState>
        }
      />
      {lifting && <LiftRestriction restriction={lifting} onClose={() => setLifting(undefined)} />}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Restriction, 'CREATED_AT'>[] = [
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName },
  { key: 'kind', title: 'What', value: ({ kind }) => effectWords(kind), show: 'always' },
  {
    key: 'from',
    title: 'From',
    value: ({ takesEffectOn }) => takesEffectOn,
    cell: ({ beganAt, takesEffectOn }) =>
      beganAt ? (
        <>
          Since <DateText at={beganAt} as="day" />
        </>
      ) : (
        <>
          Will on <DayText day={takesEffectOn} />
        </>
      ),
    show: 'always',
  },
  { key: 'invoice', title: 'Until paid', value: ({ invoice }) => invoice.number },
  {
    key: 'minor',
    title: 'To pay',
    value: ({ invoice }) => invoice.dueMinor / 100,
    cell: ({ invoice }) => <Money minor={invoice.dueMinor} currency={invoice.currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'said',
    title: 'Customer warned',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
