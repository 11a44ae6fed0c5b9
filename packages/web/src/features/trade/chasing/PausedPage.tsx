import { IconMessageCheck, IconPlayerPause } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { options, words } from '../../../lib/words.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { SettleDispute } from './SettleDispute.tsx';

const PausesDocument = graphql(
  `
  query InvoicePauses(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: InvoicePauseFilter
    $orderBy: InvoicePauseOrder
  ) {
    invoicePauses(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        reason
        until
        begunByName
        createdAt
        endedAt
        outcome
        ofIssuer
        invoice {
          id
          number
          customerName
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
type Pause = ResultOf<typeof PausesDocument>['invoicePauses']['nodes'][number];

/** What customers do not agree with, and what they have promised: why invoices are not chased [B7]. */
export function PausedPage() {
  const [settling, setSettling] = useState<Pause>();
  const list = useList({
    query: PausesDocument,
    page: ({ invoicePauses }) => invoicePauses,
    type: 'InvoicePause',
    settings: { sort: '-CREATED_AT', filters: ['kind', 'pausing'] },
  });
  return (
    <Siblings of="/chasing" at="/chasing/paused">
      <PageHeader
        title="Disputes and promises"
        description="An invoice that is disputed is not chased until that is settled, one that was promised to be paid not before that day is over."
      />
      <DataList
        id="invoice-pauses"
        label="Disputes and promises"
        list={list}
        columns={COLUMNS}
        filters={[
          { key: 'kind', label: 'Kind', options: options(['DISPUTE', 'PROMISE']) },
          { key: 'pausing', label: 'Now', options: [{ value: 'true', label: 'Not chased for it' }] },
        ]}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        rowActions={(pause) =>
          pause.kind === 'DISPUTE' && pause.ofIssuer && !pause.endedAt ? (
            <RowMenu
              of={`the dispute of ${pause.invoice.number}`}
              items={[
                { label: 'Settle', icon: <IconMessageCheck size={16} />, run: () => setSettling(pause) },
              ]}
            />
          ) : null
        }
        empty={
          <EmptyState icon={<IconPlayerPause size={22} />} title="Nothing is disputed or promised">
            A customer disputes an invoice on its page. What customers promise is noted there, too.
          </EmptyState>
        }
      />
      {settling && <SettleDispute dispute={settling} onClose={() => setSettling(undefined)} />}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Pause, 'CREATED_AT'>[] = [
  { key: 'invoice', title: 'Invoice', value: ({ invoice }) => invoice.number },
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName, show: 'always' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => words(kind), show: 'always' },
  { key: 'reason', title: 'What, or who promised', value: ({ reason }) => reason },
  { key: 'until', title: 'Until', value: ({ until }) => until, cell: ({ until }) => <DayText day={until} /> },
  { key: 'outcome', title: 'Settled', value: ({ outcome }) => outcome, show: 'chosen' },
  { key: 'by', title: 'Noted by', value: ({ begunByName }) => begunByName },
  {
    key: 'at',
    title: 'Noted',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
