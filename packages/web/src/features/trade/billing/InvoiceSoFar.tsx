import { Alert, Anchor, Group, Select, Stack, Text } from '@mantine/core';
import { monthOf } from '@steward/shared';
import { IconFileInvoice, IconPlayerPause } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';
import { count, date, money, monthName, period } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { DraftDeeds, WaitingCharges } from './DraftDeeds.tsx';
import { invoiceDays } from './invoice-days.ts';
import { paymentWords } from './terms-of.ts';

const PreviewDocument = graphql(`
  query InvoicePreview($companyId: ID, $resellerId: ID, $period: String!) {
    previewInvoice(companyId: $companyId, resellerId: $resellerId, period: $period) {
      currency
      invoiceId
      netMinor
      vatMinor
      totalMinor
      leftMinor
      ofIssuer
      purchaseOrder
      note
      held
      paymentDays
      madeOutFrom
      periodStart
      periodEnd
      inAdvance
      lines {
        chargeId
        description
        quantity
        unitPriceMinor
        from
        to
        netMinor
      }
    }
  }
`);

interface InvoiceSoFarProps {
  customer: { companyId: string } | { resellerId: string };
}

/** What the invoice of a month will come to, line by line, as things stand [B4]. */
export function InvoiceSoFar({ customer }: InvoiceSoFarProps) {
  const months = around(today());
  const { month: asked }: { month?: unknown } = useSearch({ strict: false });
  const [month, setMonth] = useState(typeof asked === 'string' ? asked : monthOf(today()));
  const can = useCan();
  const read = useRead(
    PreviewDocument,
    { ...customer, period: month },
    { types: ['Subscription', 'Invoice', 'ServiceOrder', 'Charge', 'InvoiceDraft', 'BillingTerms'] },
  );
  return (
    <>
      <Group mb="md">
        <Select
          label="Month"
          data={months}
          value={month}
          allowDeselect={false}
          onChange={(chosen) => chosen && setMonth(chosen)}
        />
      </Group>
      <Loaded from={read}>
        {({
          previewInvoice: { currency, invoiceId, netMinor, vatMinor, totalMinor, leftMinor, lines, ...said },
        }) => (
          <Stack>
            {said.held && (
              <Alert color="yellow" icon={<IconPlayerPause size={18} />}>
                Held: billing passes over this customer until it is released.
              </Alert>
            )}
            {said.ofIssuer && can('DRAFT_WRITE') && (
              <DraftDeeds draft={{ customer, month, currency, ...said }} />
            )}
            {invoiceId && (
              <Text>
                {invoiceDays(said.periodStart, said.periodEnd)} has{' '}
                <TextLink to="/invoices/$invoiceId" params={{ invoiceId }} inherit>
                  its invoice
                </TextLink>
                .{lines.length > 0 && ' What has come since is on the next one:'}{' '}
                {lines.length === 0 && month === monthOf(today()) && (
                  <Anchor
                    component="button"
                    type="button"
                    inherit
                    onClick={() => setMonth(months[2]?.value ?? month)}
                  >
                    See the next one
                  </Anchor>
                )}
              </Text>
            )}
            {lines.length === 0 ? (
              !invoiceId && (
                <EmptyState icon={<IconFileInvoice size={22} />} title="Nothing to charge for so far">
                  Services that begin in this month appear here at once.
                </EmptyState>
              )
            ) : (
              <>
                <Section
                  title={`${invoiceDays(said.periodStart, said.periodEnd)}, ${said.inAdvance ? 'in advance' : 'so far'}`}
                >
                  <Facts
                    facts={[
                      ['Net', money(netMinor, currency)],
                      ['VAT', money(vatMinor, currency)],
                      ['Total', <strong key="total">{money(totalMinor, currency)}</strong>],
                      ...(leftMinor
                        ? [['Left for the next invoice', money(leftMinor, currency)] as const]
                        : []),
                      ...(said.purchaseOrder ? [['Purchase order', said.purchaseOrder] as const] : []),
                      ...(said.paymentDays === null
                        ? []
                        : [['To be paid', paymentWords(said.paymentDays)] as const]),
                      ...(said.note ? [['Note', said.note] as const] : []),
                    ]}
                  />
                  <Text fz="sm" c="dimmed" mt="sm">
                    Services that run are taken to run on. The invoice can be made from{' '}
                    {date(said.madeOutFrom)}.
                  </Text>
                </Section>
                <Section title={lines.length === 1 ? 'One line' : `${count(lines.length)} lines`}>
                  <FigureTable
                    label="Lines of the invoice so far"
                    head={['Service', 'Days', 'Quantity', 'Unit price', 'Net']}
                    numeric={[2, 3, 4]}
                    rows={lines.map(
                      ({ chargeId, description, quantity, unitPriceMinor, from, to, netMinor: net }) => ({
                        key: `${chargeId} ${description} ${unitPriceMinor} ${from} ${to}`,
                        cells: [
                          description,
                          period(from, to),
                          count(quantity),
                          <Money key="price" minor={unitPriceMinor} currency={currency} />,
                          <Money key="net" minor={net} currency={currency} />,
                        ],
                      }),
                    )}
                  />
                </Section>
              </>
            )}
            {said.ofIssuer && <WaitingCharges draft={{ customer, month, currency, ...said }} />}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

/** The month before, this one and the next. */
export function around(day: string): { value: string; label: string }[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return [-1, 0, 1].map((away) => {
    const value = new Date(Date.UTC(year, month - 1 + away, 1)).toISOString().slice(0, 7);
    return { value, label: monthName(value) };
  });
}
