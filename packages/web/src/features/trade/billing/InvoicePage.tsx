import { Grid, Stack } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DocumentMenu } from '../../../frame/DocumentMenu.tsx';
import { useCards } from '../../../frame/slots.tsx';
import { period } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { CardMoney } from './CardMoney.tsx';
import { CardReturn } from './CardReturn.tsx';
import { InvoiceLines } from './InvoiceLines.tsx';
import { InvoiceMenu } from './InvoiceMenu.tsx';
import { InvoiceParts } from './InvoiceParts.tsx';
import { InvoiceTotals } from './InvoiceTotals.tsx';
import { invoiceState } from './invoice-state.ts';
import { PayByCard } from './PayByCard.tsx';
import { Payments } from './Payments.tsx';
import { RecordPayment } from './RecordPayment.tsx';
import { vatSummary } from './vat-words.ts';

const InvoiceDocument = graphql(
  `
  query Invoice($id: ID!) {
    invoice(id: $id) {
      id
      number
      kind
      document
      reason
      citedInvoice {
        id
        number
      }
      state
      overdue
      issuerName
      customerName
      periodStart
      periodEnd
      issuedOn
      dueOn
      currency
      netMinor
      totalMinor
      paidMinor
      dueMinor
      vatSterlingMinor
      ...VatSummary
      perPound
      purchaseOrder
      note
      canPayByCard
      cardState
      reseller {
        id
      }
      lines {
        id
        position
        description
        quantity
        unitPriceMinor
        from
        to
        netMinor
        vatRateBp
        vatCategory
      }
      checkouts {
        id
        unallocatedMinor
        unallocatedCurrency
        receivedOn
        paymentReference
        resolution
        resolutionNote
      }
      payments {
        id
        method
        amountMinor
        receivedOn
        reference
      }
    }
  }
`,
  [vatSummary],
);

/** One invoice, by the id in the address bar [B4] [B7]. */
export function InvoicePage() {
  const { invoiceId = '' } = useParams({ strict: false });
  return <Invoice key={invoiceId} id={invoiceId} />;
}

function Invoice({ id }: { id: string }) {
  const read = useRead(InvoiceDocument, { id }, { types: ['Payment', 'Checkout'] });
  const { paid }: { paid?: unknown } = useSearch({ strict: false });
  const { level, reseller } = useViewer();
  const can = useCan();
  const cards = useCards('invoice');
  return (
    <Loaded from={read} whole>
      {({ invoice }) => {
        if (!invoice) return null;
        const { kind, number, dueMinor, currency } = invoice;
        // The platform issues wholesale, and retail to its direct customers, whose reseller is its own row.
        const own =
          kind === 'WHOLESALE'
            ? level === 'PLATFORM'
            : level !== 'COMPANY' && invoice.reseller?.id === reseller.id;
        const open = invoice.state === 'OPEN' || invoice.state === 'PART_PAID';
        // What was written off can be paid after all.
        const payable = open || invoice.state === 'WRITTEN_OFF';
        const debit = invoice.document !== 'INVOICE';
        return (
          <>
            <PageHeader
              title={number ? `${debit ? 'Debit note' : 'Invoice'} ${number}` : 'Draft invoice'}
              badge={<StateBadge state={invoiceState(invoice)} />}
              crumbs={[{ label: 'Invoices', link: { to: '/invoices' } }]}
              description={`${invoice.issuerName} to ${invoice.customerName}`}
              actions={
                <>
                  <DocumentMenu path={`/invoices/${id}`} number={number} tab="Invoice" />
                  {own && payable && can('PAYMENT_WRITE') && (
                    <RecordPayment
                      invoice={{ id, number, dueMinor, currency, customerName: invoice.customerName }}
                    />
                  )}
                  {own && open && can('INVOICE_WRITE_OFF') && <InvoiceMenu invoice={invoice} />}
                  {invoice.canPayByCard && can('INVOICE_PAY') && (
                    <PayByCard invoiceIds={[id]} dueMinor={dueMinor} currency={currency} />
                  )}
                </>
              }
            />
            <CardMoney {...invoice} />
            {paid !== undefined && !own && <CardReturn {...invoice} />}
            <Grid>
              <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 2, lg: 1 }}>
                <InvoiceLines {...invoice} alone={debit} />
                <InvoiceParts invoice={invoice} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 1, lg: 2 }}>
                <Stack>
                  <InvoiceTotals invoice={invoice} />
                  <Section title="Details">
                    <Facts
                      facts={[
                        ['Number', number && <CopyText key="number" text={number} label="invoice number" />],
                        ['Kind', words(kind)],
                        ...(invoice.citedInvoice
                          ? ([
                              [
                                'For invoice',
                                <TextLink
                                  key="cited"
                                  to="/invoices/$invoiceId"
                                  params={{ invoiceId: invoice.citedInvoice.id }}
                                  inherit
                                >
                                  {invoice.citedInvoice.number}
                                </TextLink>,
                              ],
                              ['Why', invoice.reason],
                            ] as const)
                          : []),
                        ['Issued by', invoice.issuerName],
                        ['Issued to', invoice.customerName],
                        ['Period', period(invoice.periodStart, invoice.periodEnd)],
                        ['Issued on', <DayText key="issued" day={invoice.issuedOn} />],
                        ['Due on', <DayText key="due" day={invoice.dueOn} />],
                        ...(invoice.purchaseOrder
                          ? [['Purchase order', invoice.purchaseOrder] as const]
                          : []),
                        ...(invoice.note ? [['Note', invoice.note] as const] : []),
                      ]}
                    />
                  </Section>
                  <Payments payments={invoice.payments} currency={currency} />
                  {cards(invoice)}
                </Stack>
              </Grid.Col>
            </Grid>
          </>
        );
      }}
    </Loaded>
  );
}
