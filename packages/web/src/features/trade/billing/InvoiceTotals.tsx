import { Text } from '@mantine/core';
import { totalInvoice } from '@steward/shared';
import { Fragment } from 'react';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from './invoice.module.css';

interface InvoiceTotalsProps {
  /** Amounts in minor units. */
  invoice: {
    currency: string;
    netMinor: number;
    totalMinor: number;
    paidMinor: number;
    dueMinor: number;
    /** The VAT in pounds, of an invoice in another currency, and how much of that a pound was. */
    vatSterlingMinor: number | null;
    perPound: string | null;
    lines: readonly { netMinor: number; vatRateBp: number; vatReason: string | null }[];
  };
}

/** What an invoice comes to: net, VAT by rate, total, and what of it is still to pay. */
export function InvoiceTotals({ invoice }: InvoiceTotalsProps) {
  const { currency, netMinor, totalMinor, paidMinor, dueMinor, vatSterlingMinor, perPound } = invoice;
  const rates = totalInvoice(invoice.lines).vat;
  return (
    <Section title="Summary">
      <dl className={classes.totals}>
        <dt>Net</dt>
        <dd>
          <Money minor={netMinor} currency={currency} />
        </dd>
        {rates.map(({ vatRateBp, netMinor: taxed, vatMinor: tax }) => (
          <Fragment key={vatRateBp}>
            <dt>
              VAT {vatRateBp / 100}%
              {rates.length > 1 && (
                <>
                  {' '}
                  of <Money minor={taxed} currency={currency} />
                </>
              )}
            </dt>
            <dd>
              <Money minor={tax} currency={currency} />
            </dd>
          </Fragment>
        ))}
        {vatSterlingMinor !== null && (
          <>
            <dt>
              VAT in pounds, at {perPound} {currency} to £1
            </dt>
            <dd>
              <Money minor={vatSterlingMinor} currency="GBP" />
            </dd>
          </>
        )}
        <dt className={classes.sum}>Total</dt>
        <dd className={classes.sum}>
          <Money minor={totalMinor} currency={currency} />
        </dd>
        {paidMinor > 0 && (
          <>
            <dt>Paid</dt>
            <dd>
              <Money minor={-paidMinor} currency={currency} />
            </dd>
          </>
        )}
        <dt className={classes.due}>To pay</dt>
        <dd className={classes.due}>
          <Money minor={dueMinor} currency={currency} />
        </dd>
      </dl>
      {[...new Set(invoice.lines.flatMap(({ vatReason }) => vatReason ?? []))].map((reason) => (
        <Text key={reason} fz="xs" c="dimmed" mt="xs">
          {reason}
        </Text>
      ))}
    </Section>
  );
}
