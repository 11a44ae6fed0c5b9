import { Group, SimpleGrid, Stack } from '@mantine/core';
import { addDays } from '@steward/shared';
import { IconCoins } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { usePeriod } from './use-period.ts';

const AgedDebtDocument = graphql(`
  query AgedDebt($on: Date!) {
    agedDebt(on: $on) {
      companyId
      resellerId
      customerName
      currency
      invoiceCount
      notDueMinor
      to30Minor
      to60Minor
      to90Minor
      olderMinor
      totalMinor
    }
  }
`);
type Debt = ResultOf<typeof AgedDebtDocument>['agedDebt'][number];

/** How long it has been due, in days: `least` and `most`. */
const AGES = [
  { field: 'notDueMinor', label: 'Not due yet', most: 0 },
  { field: 'to30Minor', label: '1–30 days', least: 1, most: 30 },
  { field: 'to60Minor', label: '31–60 days', least: 31, most: 60 },
  { field: 'to90Minor', label: '61–90 days', least: 61, most: 90 },
  { field: 'olderMinor', label: 'Older', least: 91 },
] as const satisfies readonly { field: keyof Debt; label: string; least?: number; most?: number }[];

/** Where the rows behind an age are: today the invoices, of any other day what the ledger's account held at its end. */
function behind(age: { least?: number; most?: number }, on: string): string {
  if (on !== today()) return `/ledger/journal?${new URLSearchParams({ account: 'RECEIVABLE', to: on })}`;
  const days = {
    ...(age.most !== undefined && { dueFrom: addDays(on, -age.most) }),
    ...(age.least !== undefined && { dueTo: addDays(on, -age.least) }),
  };
  return `/invoices?${new URLSearchParams({ unpaid: 'true', issuedByMe: 'true', ...days })}`;
}

/** Who owes how much for how long, on a day [B7]. */
export function AgedDebtPage() {
  const [{ to: on }, setDays] = usePeriod(0);
  const read = useRead(AgedDebtDocument, { on }, { types: ['Invoice', 'Payment'] });
  return (
    <>
      <PageHeader
        title="Aged debt"
        description="What customers owe you, by how long it has been due, as the ledger stood at the end of a day."
      />
      <Siblings of="/ledger" at="/ledger/aged-debt">
        <Group mb="md">
          <DayField
            label="At the end of"
            value={on}
            max={today()}
            onChange={(day) => day && setDays({ from: day, to: day })}
          />
        </Group>
        <Loaded from={read}>
          {({ agedDebt }) =>
            agedDebt.length === 0 ? (
              <EmptyState icon={<IconCoins size={22} />} title="Nobody owes you anything">
                All that was invoiced had been paid on that day.
              </EmptyState>
            ) : (
              <Stack>
                {[...new Set(agedDebt.map(({ currency }) => currency))].map((currency) => (
                  <Debts
                    key={currency}
                    currency={currency}
                    on={on}
                    debts={agedDebt.filter((debt) => debt.currency === currency)}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Siblings>
    </>
  );
}

function Debts({ currency, on, debts }: { currency: string; on: string; debts: readonly Debt[] }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        {AGES.map((age, order) => (
          <Figure
            key={age.field}
            label={age.label}
            value={money(
              debts.reduce((sum, debt) => sum + debt[age.field], 0),
              currency,
            )}
            href={behind(age, on)}
            order={order}
          />
        ))}
      </SimpleGrid>
      <Section title={`Customers in ${currency}`}>
        <FigureTable
          label={`Customers who owe ${currency}`}
          head={['Customer', 'Invoices', ...AGES.map(({ label }) => label), 'Together']}
          numeric={[1, 2, 3, 4, 5, 6, 7]}
          rows={debts.map((debt) => ({
            key: debt.companyId ?? debt.resellerId ?? debt.customerName,
            cells: [
              debt.companyId ? (
                <TextLink
                  key="customer"
                  to="/companies/$companyId"
                  params={{ companyId: debt.companyId }}
                  search={{ tab: 'statement' }}
                  inherit
                >
                  {debt.customerName}
                </TextLink>
              ) : (
                <TextLink
                  key="customer"
                  to="/resellers/$resellerId"
                  params={{ resellerId: debt.resellerId ?? '' }}
                  search={{ tab: 'statement' }}
                  inherit
                >
                  {debt.customerName}
                </TextLink>
              ),
              count(debt.invoiceCount),
              ...AGES.map(({ field }) => (
                <Money key={field} minor={debt[field] || null} currency={currency} />
              )),
              <Money key="total" minor={debt.totalMinor} currency={currency} />,
            ],
          }))}
        />
      </Section>
    </Stack>
  );
}
