import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from './invoice.module.css';
import { rateWords, type VatRow, vatWords } from './vat-words.ts';

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
    vatBreakdown: readonly VatRow[];
  };
}

/** What an invoice comes to: net, VAT by rate, total, and what of it is still to pay. */
export function InvoiceTotals({ invoice }: InvoiceTotalsProps) {
  const { currency, netMinor, totalMinor, paidMinor, dueMinor, vatSterlingMinor, perPound } = invoice;
  const rates = invoice.vatBreakdown;
  return (
    <Section title="Summary">
      <dl className={classes.totals}>
        <dt>Net</dt>
        <dd>
          <Money minor={netMinor} currency={currency} />
        </dd>
        {rates.map((rate) => (
          <Fragment key={`${rate.vatCategory} ${rate.vatRateBp} ${rate.notionalBp}`}>
            <dt>
              VAT {vatWords(rate)}
              {rates.length > 1 && (
                <>
                  {' '}
                  of <Money minor={rate.netMinor} currency={currency} />
                </>
              )}
            </dt>
            <dd>
              <Money minor={rate.vatMinor} currency={currency} />
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
      {rates
        .filter(({ vatReason }) => vatReason)
        .map(({ vatReason, notionalBp, notionalMinor }) => (
          <Text key={`${vatReason} ${notionalBp}`} fz="xs" c="dimmed" mt="xs">
            {vatReason}
            {notionalBp && (
              <>
                {' '}
                The customer accounts to HMRC for <Money minor={notionalMinor} currency={currency} /> of VAT,
                at {rateWords(notionalBp)}.
              </>
            )}
          </Text>
        ))}
    </Section>
  );
}
