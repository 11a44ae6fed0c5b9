import { IconPhone } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const ToTalkToDocument = graphql(
  `
  query CustomersToTalkTo(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: InvoiceReminderFilter
    $orderBy: InvoiceReminderOrder
  ) {
    invoiceReminders(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        createdAt
        invoice {
          id
          number
          customerName
          dueOn
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
type Reminder = ResultOf<typeof ToTalkToDocument>['invoiceReminders']['nodes'][number];

/** Who has not paid in spite of the last reminder: letters have not helped, so somebody talks to them [B7]. */
export function ToTalkToPage() {
  const list = useList({
    query: ToTalkToDocument,
    page: ({ invoiceReminders }) => invoiceReminders,
    type: 'InvoiceReminder',
    settings: { sort: '-CREATED_AT' },
    fixed: { toTalkTo: true },
  });
  return (
    <Siblings of="/chasing" at="/chasing/to-talk-to">
      <PageHeader
        title="To talk to"
        description="The last reminder of these invoices was sent, and they are not paid. Talk to the customer, and note on the invoice what they promise."
      />
      <DataList
        id="to-talk-to"
        label="Invoices to talk about"
        list={list}
        columns={COLUMNS}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        empty={
          <EmptyState icon={<IconPhone size={22} />} title="Nobody to talk to">
            Whoever does not pay after the last reminder is listed here.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const COLUMNS: readonly Column<Reminder, 'CREATED_AT'>[] = [
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName },
  { key: 'number', title: 'Invoice', value: ({ invoice }) => invoice.number, show: 'always' },
  {
    key: 'due',
    title: 'Due on',
    value: ({ invoice }) => invoice.dueOn,
    cell: ({ invoice }) => <DayText day={invoice.dueOn} />,
  },
  {
    key: 'last',
    title: 'Last reminder',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
  {
    key: 'minor',
    title: 'To pay',
    value: ({ invoice }) => invoice.dueMinor / 100,
    cell: ({ invoice }) => <Money minor={invoice.dueMinor} currency={invoice.currency} />,
    align: 'right',
    show: 'always',
  },
];
