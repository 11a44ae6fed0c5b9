import { SimpleGrid, Stack } from '@mantine/core';
import { monthOf } from '@steward/shared';
import { IconChartBar } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money, moneyList, moneyRounded, monthName, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Margins } from './Margins.tsx';

const RevenueDocument = graphql(`
  query RecurringRevenue {
    recurringRevenue {
      on
      currency
      openingMinor
      newMinor
      moreMinor
      lessMinor
      goneMinor
      closingMinor
    }
  }
`);
type Movement = ResultOf<typeof RevenueDocument>['recurringRevenue'][number];

const ForecastDocument = graphql(`
  query Forecast($period: String!) {
    invoiceDrafts(period: $period) {
      draftCount
      net {
        currency
        minor
      }
    }
    home {
      notInvoiced {
        currency
        minor
      }
    }
  }
`);

/** How recurring revenue moves, and what products and customers bring [O1]. */
export function RevenuePage() {
  const { level } = useViewer();
  const can = useCan();
  const read = useRead(RevenueDocument, {}, { types: ['Subscription'] });
  return (
    <>
      <PageHeader
        title="Revenue"
        description={
          level === 'PLATFORM'
            ? 'What services bring each month, of resellers at wholesale and of direct customers, and what has changed it.'
            : 'What services bring each month, what has changed it, and what is left of it.'
        }
      />
      <Siblings of="/ledger" at="/ledger/revenue">
        {can('BILLING_RUN') && <Forecast />}
        <Stack>
          <Loaded from={read}>
            {({ recurringRevenue }) =>
              recurringRevenue.length === 0 ? (
                <EmptyState icon={<IconChartBar size={22} />} title="Nothing recurs yet">
                  As soon as services run, what they bring is shown here by month.
                </EmptyState>
              ) : (
                <Stack>
                  {[...Map.groupBy(recurringRevenue, ({ currency }) => currency)].map(
                    ([currency, months]) => (
                      <Moved key={currency} currency={currency} months={months} />
                    ),
                  )}
                </Stack>
              )
            }
          </Loaded>
          <Margins />
        </Stack>
      </Siblings>
    </>
  );
}

/** What the invoices of this month will come to, by the arithmetic of the billing run, customer by customer behind it; and what waits to be invoiced beside what recurs. */
function Forecast() {
  const month = monthOf(today());
  const read = useRead(
    ForecastDocument,
    { period: month },
    { types: ['Subscription', 'Invoice', 'Charge', 'InvoiceDraft'] },
  );
  return (
    <Loaded from={read}>
      {({ invoiceDrafts: { net, draftCount }, home: { notInvoiced } }) =>
        (net.length > 0 || notInvoiced?.some(({ minor }) => minor !== 0)) && (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm" mb="md">
            {net.map(({ currency, minor }, order) => (
              <Figure
                key={currency}
                label={`${monthName(month)} will come to, ${currency}`}
                value={money(minor, currency)}
                detail={`${plural(draftCount, 'customer')}, charges not invoiced yet included`}
                href={`/invoices/drafts?month=${month}`}
                order={order}
              />
            ))}
            <Figure
              label="Used and added, not invoiced yet"
              value={moneyList(notInvoiced ?? [])}
              detail="Calls, other usage and charges that wait"
              href="/invoices/charges?waiting=true&issuedByMe=true"
              order={net.length}
            />
          </SimpleGrid>
        )
      }
    </Loaded>
  );
}

/** What a month may have changed: what it is called, and by which filter subscriptions are found that it happened to. */
const CHANGES = [
  { field: 'newMinor', label: 'New', filter: 'newIn' },
  { field: 'moreMinor', label: 'More', filter: 'moreIn' },
  { field: 'lessMinor', label: 'Less', filter: 'lessIn' },
  { field: 'goneMinor', label: 'Gone', filter: 'goneIn' },
] as const;

function Moved({ currency, months }: { currency: string; months: readonly Movement[] }) {
  const last = months.at(-1);
  const labelOf = (month: Movement) => (month === last ? 'Today' : monthName(month.on, true));
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
        <Figure
          label={`Recurring a month, ${currency}`}
          value={money(last?.closingMinor ?? 0, currency)}
          href="/subscriptions?running=true"
          order={1}
        />
        {last &&
          CHANGES.map(({ field, label, filter }, order) => (
            <Figure
              key={field}
              label={`${label} this month`}
              value={money(last[field], currency)}
              href={`/subscriptions?${filter}=${last.on}`}
              order={order + 2}
            />
          ))}
      </SimpleGrid>
      <BarFigure
        title={`Recurring revenue a month, in ${currency}`}
        heading="At the end of"
        measure="A month, without VAT"
        bars={months.map((month) => ({ label: labelOf(month), value: month.closingMinor }))}
        format={(minor) => money(minor, currency)}
        formatShort={(minor) => moneyRounded(minor, currency, true)}
      />
      <Section title={`What changed it, in ${currency}`}>
        <FigureTable
          label={`What changed recurring revenue, in ${currency}`}
          head={['Month', 'Before', ...CHANGES.map(({ label }) => label), 'After']}
          numeric={[1, 2, 3, 4, 5, 6]}
          rows={[...months].reverse().map((month) => ({
            key: month.on,
            cells: [
              labelOf(month),
              <Money key="before" minor={month.openingMinor} currency={currency} />,
              ...CHANGES.map(({ field, filter }) =>
                month[field] ? (
                  <TextLink key={field} to="/subscriptions" search={{ [filter]: month.on }} inherit>
                    <Money minor={month[field]} currency={currency} />
                  </TextLink>
                ) : (
                  <Money key={field} minor={null} currency={currency} />
                ),
              ),
              <Money key="after" minor={month.closingMinor} currency={currency} />,
            ],
          }))}
        />
      </Section>
    </>
  );
}
