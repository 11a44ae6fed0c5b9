import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { monthOf } from '@steward/shared';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money, moneyRounded, monthName, percent, plural } from '../../../lib/format.ts';
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
import { PeriodFields } from './PeriodFields.tsx';
import { usePeriod } from './use-period.ts';

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

const MarginsDocument = graphql(`
  query Margins($from: Date!, $to: Date!, $by: MarginBy!) {
    margins(from: $from, to: $to, by: $by) {
      id
      name
      currency
      revenueMinor
      costMinor
    }
  }
`);
const ForecastDocument = graphql(`
  query Forecast($period: String!) {
    invoiceDrafts(period: $period) {
      draftCount
      net {
        currency
        minor
      }
    }
  }
`);
type Margin = ResultOf<typeof MarginsDocument>['margins'][number];

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
        <Loaded from={read}>
          {({ recurringRevenue }) =>
            recurringRevenue.length === 0 ? (
              <EmptyState icon={<IconChartBar size={22} />} title="Nothing recurs yet">
                As soon as services run, what they bring is shown here by month.
              </EmptyState>
            ) : (
              <Stack>
                {[...Map.groupBy(recurringRevenue, ({ currency }) => currency)].map(([currency, months]) => (
                  <Moved key={currency} currency={currency} months={months} />
                ))}
                <Margins />
              </Stack>
            )
          }
        </Loaded>
      </Siblings>
    </>
  );
}

/** What the invoices of this month will come to, by the arithmetic of the billing run; customer by customer behind it. */
function Forecast() {
  const month = monthOf(today());
  const read = useRead(
    ForecastDocument,
    { period: month },
    { types: ['Subscription', 'Invoice', 'Charge', 'InvoiceDraft'] },
  );
  return (
    <Loaded from={read}>
      {({ invoiceDrafts: { net, draftCount } }) =>
        net.length > 0 && (
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
          </SimpleGrid>
        )
      }
    </Loaded>
  );
}

function Moved({ currency, months }: { currency: string; months: readonly Movement[] }) {
  const last = months.at(-1);
  const labelOf = (month: Movement) => (month === last ? 'Today' : monthName(month.on, true));
  const sum = (field: 'newMinor' | 'moreMinor' | 'lessMinor' | 'goneMinor') =>
    months.reduce((total, month) => total + month[field], 0);
  const running = '/subscriptions?running=true';
  return (
    <>
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
        <Figure
          label={`Recurring a month, ${currency}`}
          value={money(last?.closingMinor ?? 0, currency)}
          href={running}
          order={1}
        />
        <Figure
          label="New in twelve months"
          value={money(sum('newMinor'), currency)}
          href={running}
          order={2}
        />
        <Figure
          label="More and less"
          value={money(sum('moreMinor') + sum('lessMinor'), currency)}
          href={running}
          order={3}
        />
        <Figure
          label="Gone"
          value={money(sum('goneMinor'), currency)}
          href="/subscriptions?state=ENDED"
          order={4}
        />
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
          head={['Month', 'Before', 'New', 'More', 'Less', 'Gone', 'After']}
          numeric={[1, 2, 3, 4, 5, 6]}
          rows={[...months].reverse().map((month) => ({
            key: month.on,
            cells: [
              labelOf(month),
              <Money key="before" minor={month.openingMinor} currency={currency} />,
              ...(['newMinor', 'moreMinor', 'lessMinor', 'goneMinor'] as const).map((field) => (
                <Money key={field} minor={month[field] || null} currency={currency} />
              )),
              <Money key="after" minor={month.closingMinor} currency={currency} />,
            ],
          }))}
        />
      </Section>
    </>
  );
}

function Margins() {
  const { level } = useViewer();
  const [days, setDays] = usePeriod(2);
  const [by, setBy] = useState<'PRODUCT' | 'CUSTOMER'>('PRODUCT');
  const read = useRead(MarginsDocument, { ...days, by }, { types: ['Invoice', 'CreditNote'] });
  const buys = level === 'RESELLER';
  return (
    <Section
      title={buys ? 'What is left' : 'What was invoiced'}
      actions={
        <SegmentedControl
          size="xs"
          value={by}
          onChange={(chosen) => setBy(chosen as typeof by)}
          data={[
            { value: 'PRODUCT', label: 'By product' },
            { value: 'CUSTOMER', label: 'By customer' },
          ]}
          aria-label="What it is told by"
        />
      }
    >
      <PeriodFields days={days} onChange={setDays} />
      <Loaded from={read}>
        {({ margins }) =>
          margins.length === 0 ? (
            <Text c="dimmed">Nothing was invoiced in these days.</Text>
          ) : (
            <FigureTable
              label={buys ? 'Margins' : 'Revenue'}
              head={['Name', 'Invoiced', ...(buys ? ['Paid for it', 'Left', 'Share'] : [])]}
              numeric={[1, 2, 3, 4]}
              rows={margins.map((margin) => ({
                key: `${margin.id} ${margin.currency}`,
                cells: cellsOf(margin, by === 'CUSTOMER'),
              }))}
            />
          )
        }
      </Loaded>
      <Text fz="sm" c="dimmed" mt="sm">
        Without VAT, less what was credited, by the day of issue.
      </Text>
    </Section>
  );
}

function cellsOf({ id, name, currency, revenueMinor, costMinor }: Margin, customer: boolean) {
  const left = revenueMinor - (costMinor ?? 0);
  return [
    customer && id && costMinor !== null ? (
      <TextLink key="name" to="/companies/$companyId" params={{ companyId: id }} inherit>
        {name}
      </TextLink>
    ) : (
      name || 'Lines of old'
    ),
    <Money key="revenue" minor={revenueMinor} currency={currency} />,
    ...(costMinor === null
      ? []
      : [
          <Money key="cost" minor={costMinor} currency={currency} />,
          <Money key="left" minor={left} currency={currency} />,
          revenueMinor > 0 ? percent(left / revenueMinor) : '–',
        ]),
  ];
}
