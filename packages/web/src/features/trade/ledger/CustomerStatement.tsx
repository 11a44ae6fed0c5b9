import { Stack } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { money } from '../../../lib/format.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ENTRIES } from './ledger-words.ts';
import { PeriodFields } from './PeriodFields.tsx';
import { StatementDeeds } from './StatementDeeds.tsx';
import { usePeriod } from './use-period.ts';

const StatementDocument = graphql(`
  query Statement($customerId: ID!, $from: Date!, $to: Date!) {
    statement(customerId: $customerId, from: $from, to: $to) {
      currency
      openingMinor
      closingMinor
      ofIssuer
      entries {
        id
        on
        kind
        reference
        invoiceId
        setOff
        amountMinor
        balanceMinor
      }
    }
  }
`);

/** What a customer owed, what was invoiced and paid since, and what it owes, over some days. */
export function CustomerStatement({ customerId, company }: { customerId: string; company: boolean }) {
  const [days, setDays] = usePeriod(2);
  const read = useRead(StatementDocument, { customerId, ...days }, { types: ['Invoice', 'Payment'] });
  return (
    <>
      <PeriodFields days={days} onChange={setDays} />
      <Loaded from={read}>
        {({ statement: { currency, openingMinor, closingMinor, ofIssuer, entries } }) => {
          const sum = (of: (minor: number) => boolean) =>
            entries.reduce((total, { amountMinor }) => total + (of(amountMinor) ? amountMinor : 0), 0);
          return (
            <Stack>
              <StatementDeeds customerId={customerId} company={company} days={days} ofIssuer={ofIssuer} />
              <Section title="In these days">
                <Facts
                  facts={[
                    ['Owed before', money(openingMinor, currency)],
                    [
                      'Invoiced',
                      money(
                        sum((minor) => minor > 0),
                        currency,
                      ),
                    ],
                    ['Paid', money(-sum((minor) => minor < 0), currency)],
                    ['Owed at the end', <strong key="owed">{money(closingMinor, currency)}</strong>],
                  ]}
                />
              </Section>
              {entries.length === 0 ? (
                <EmptyState icon={<IconReceipt size={22} />} title="Nothing changed in these days">
                  No invoice was issued and no payment came in.
                </EmptyState>
              ) : (
                <Section title="Account">
                  <FigureTable
                    label="Account"
                    head={['Reference', 'Day', 'What', 'Amount', 'Owed']}
                    numeric={[3, 4]}
                    rows={entries.map(
                      ({ id, on, kind, reference, invoiceId, setOff, amountMinor, balanceMinor }) => ({
                        key: id,
                        cells: [
                          <TextLink key="invoice" to="/invoices/$invoiceId" params={{ invoiceId }} inherit>
                            {reference}
                          </TextLink>,
                          <DayText key="day" day={on} />,
                          setOff ? 'Card payment by a company, set off' : ENTRIES[kind],
                          <Money key="amount" minor={amountMinor} currency={currency} />,
                          <Money key="balance" minor={balanceMinor} currency={currency} />,
                        ],
                      }),
                    )}
                  />
                </Section>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
