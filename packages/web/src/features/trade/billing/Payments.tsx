import { Text } from '@mantine/core';
import { words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from './invoice.module.css';

interface Payment {
  id: string;
  method: string;
  amountMinor: number;
  receivedOn: string;
  reference: string | null;
}

/** What has come in for an invoice [B7]. */
export function Payments({ payments, currency }: { payments: readonly Payment[]; currency: string }) {
  return (
    <Section title="Payments">
      {payments.length === 0 ? (
        <Text c="dimmed">Nothing has been paid yet.</Text>
      ) : (
        <ul className={classes.payments}>
          {payments.map(({ id, method, amountMinor, receivedOn, reference }) => (
            <li key={id}>
              <span style={{ minWidth: 0 }}>
                {words(method)}
                <Text span display="block" fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  <DayText day={receivedOn} />
                  {reference && ` · ${reference}`}
                </Text>
              </span>
              <Money minor={amountMinor} currency={currency} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
