import { Stack, Text } from '@mantine/core';
import { addDays, daysBetween, monthPeriod } from '@steward/shared';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { AGGREGATIONS, PRICINGS } from '../../../data/metered.ts';
import { useRead } from '../../../data/use-read.ts';
import { count, money } from '../../../lib/format.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';

const OfMonthDocument = graphql(`
  query UsageOfMonth($id: ID!, $month: String!) {
    usageOfMonth(subscriptionId: $id, month: $month) {
      product
      unit
      aggregation
      pricing
      events
      quantity
      included
      beyond
      days {
        day
        quantity
      }
      retail {
        currency
        netMinor
        parts {
          fromQuantity
          quantity
          unitMinor
          netMinor
        }
      }
      wholesale {
        currency
        netMinor
        parts {
          fromQuantity
          quantity
          unitMinor
          netMinor
        }
      }
    }
  }
`);
type Of = ResultOf<typeof OfMonthDocument>['usageOfMonth'][number];

/** What was used in a month by day, and how it comes to what is charged [B2]. */
export function UsageOfMonth({ subscriptionId, month }: { subscriptionId: string; month: string }) {
  const read = useRead(
    OfMonthDocument,
    { id: subscriptionId, month },
    { types: ['UsageMonth', 'UsageImport'] },
  );
  return (
    <Loaded from={read}>
      {({ usageOfMonth }) => (
        <Stack gap="lg">
          {usageOfMonth.map((one) => (
            <Product key={one.product} of={one} month={month} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Product({ of, month }: { of: Of; month: string }) {
  const { product, unit, aggregation, pricing, quantity, included, beyond, days, retail, wholesale } = of;
  const used = new Map(days.map((one) => [one.day, one.quantity]));
  return (
    <>
      <BarFigure
        title={`${product} by day`}
        heading="Day"
        measure={unit}
        bars={daysOf(month).map((day) => ({
          label: String(Number(day.slice(8))),
          value: used.get(day) ?? 0,
        }))}
        format={(value) => `${count(value)} ${unit}`}
        formatShort={count}
      />
      <Section title="How it is charged">
        <Text fz="sm" mb="sm">
          {count(quantity)} {unit} count ({AGGREGATIONS[aggregation].toLowerCase()})
          {included > 0 && `, of which ${count(included)} are included: ${count(beyond)} are charged`}.{' '}
          {PRICINGS[pricing]}.
        </Text>
        <Stack gap="lg">
          <Sum title={wholesale ? 'Retail' : 'Price list'} sum={retail} unit={unit} />
          {wholesale && <Sum title="Wholesale" sum={wholesale} unit={unit} />}
        </Stack>
      </Section>
    </>
  );
}

function Sum({
  title,
  sum: { parts, currency, netMinor },
  unit,
}: {
  title: string;
  sum: Of['retail'];
  unit: string;
}) {
  return (
    <div>
      {parts.length > 0 && (
        <FigureTable
          label={title}
          head={[title, unit, 'Each', 'Net']}
          numeric={[1, 2, 3]}
          rows={parts.map(({ fromQuantity, quantity, unitMinor, netMinor: net }) => ({
            key: String(fromQuantity),
            cells: [
              `From ${count(fromQuantity)}`,
              count(quantity),
              money(unitMinor, currency),
              money(net, currency),
            ],
          }))}
        />
      )}
      <Text fz="sm" fw={550} mt="xs">
        {title === 'Wholesale' ? 'Wholesale' : 'Charged'} so far: {money(netMinor, currency)}, without VAT
      </Text>
    </div>
  );
}

/** The days of a month, of which not each has something. */
const daysOf = (month: string): string[] => {
  const { start, endExclusive } = monthPeriod(month);
  return Array.from({ length: daysBetween(start, endExclusive) }, (_, i) => addDays(start, i));
};
