import { Alert, Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconDownload, IconPhoneCall } from '@tabler/icons-react';
import { count, money, moneyRounded, monthName, percent, plural } from '../../../lib/format.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { type Comparison, downloadWhatIf, type Sum, sumsBy } from './what-if-sums.ts';

interface WhatIfResultProps {
  comparison: Comparison;
  /** Whose calls, and by which tariff: the name of a file. */
  name: string;
  /** The calls that are priced. */
  href: string;
}

/** What was charged beside what it would be: by month and by zone, with what is left of it at the other side. */
export function WhatIfResult({ comparison, name, href }: WhatIfResultProps) {
  const { rows, currency, side } = comparison;
  if (rows.length === 0)
    return (
      <EmptyState icon={<IconPhoneCall size={22} />} title="No charged calls in these months">
        Choose other months, or wait until the exchange tells of calls.
      </EmptyState>
    );
  const months = sumsBy(rows, 'month');
  const zones = sumsBy(rows, 'zone').sort((a, b) => b.charged - a.charged);
  const unknown = rows.reduce((total, { unknownCalls }) => total + unknownCalls, 0);
  const unknownMicro = rows.reduce((total, { unknownMicro: micro }) => total + micro, 0);
  // A figure for each month or none: a sum over some of them would be of nothing in particular.
  const both = months.every(({ otherSide }) => otherSide !== null);
  const table = (label: string, first: string, sums: readonly Sum[], wordFor: (key: string) => string) => (
    <FigureTable
      label={label}
      head={[
        first,
        'Calls',
        'Minutes',
        'As charged',
        'As it would be',
        'Difference',
        ...(both ? MARGIN : []),
      ]}
      numeric={[1, 2, 3, 4, 5, 6, 7]}
      rows={sums.map((sum) => ({
        key: sum.key,
        cells: [wordFor(sum.key), ...cellsOf(sum, currency, both ? side : undefined)],
      }))}
    />
  );
  return (
    <Stack>
      {unknown > 0 && (
        <Alert color="yellow" title={`${plural(unknown, 'call has', 'calls have')} no price in this tariff`}>
          It has no prefix of their numbers. They were charged{' '}
          {money(Math.round(unknownMicro / 10_000), currency)} and are left out below on both sides.
        </Alert>
      )}
      <Verdict total={totalOf(months)} {...{ currency, side, href }} />
      <BarFigure
        title="Calls by month"
        measure="As charged"
        measureBeside="As it would be"
        bars={months.map(({ key, charged, wouldBe }) => ({
          label: monthName(key, true),
          value: charged,
          beside: wouldBe,
        }))}
        format={(minor) => money(minor, currency)}
        formatShort={(minor) => moneyRounded(minor, currency, true)}
      />
      <Section
        title="By month"
        actions={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => downloadWhatIf(name, comparison)}
          >
            CSV
          </Button>
        }
      >
        {table('What if, by month', 'Month', [...months, totalOf(months)], (key) =>
          key === TOTAL ? TOTAL : monthName(key),
        )}
      </Section>
      <Section title="By zone">
        {table('What if, by zone', 'Zone as charged', zones, (key) => key)}
        <Text fz="sm" c="dimmed" mt="sm">
          Without VAT; each figure is rounded by itself, to the penny. Calls that have no price yet are not
          among them.
          {side === 'WHOLESALE' && ' Bundled minutes are shared by all calls of the reseller.'}
        </Text>
      </Section>
    </Stack>
  );
}

const TOTAL = 'All months';
const MARGIN = ['Margin as charged', 'Margin then'] as const;

function totalOf(sums: readonly Sum[]): Sum {
  const sum = (field: 'calls' | 'minutes' | 'charged' | 'wouldBe') =>
    sums.reduce((total, one) => total + one[field], 0);
  return {
    key: TOTAL,
    calls: sum('calls'),
    minutes: sum('minutes'),
    charged: sum('charged'),
    wouldBe: sum('wouldBe'),
    otherSide: sums.reduce<number | null>(
      (total, { otherSide }) => (total === null || otherSide === null ? null : total + otherSide),
      0,
    ),
  };
}

/** What the reseller is left with, of what it takes and what it pays. */
const marginOf = (price: number, otherSide: number, side: Comparison['side']): number =>
  side === 'WHOLESALE' ? otherSide - price : price - otherSide;

function cellsOf(sum: Sum, currency: string, side: Comparison['side'] | undefined) {
  const { calls, minutes, charged, wouldBe, otherSide } = sum;
  const of = (key: string, minor: number | null) => <Money key={key} minor={minor} currency={currency} />;
  return [
    count(calls),
    count(minutes),
    of('charged', charged),
    of('wouldBe', wouldBe),
    of('difference', wouldBe - charged),
    ...(side
      ? [
          of('margin', otherSide === null ? null : marginOf(charged, otherSide, side)),
          of('marginThen', otherSide === null ? null : marginOf(wouldBe, otherSide, side)),
        ]
      : []),
  ];
}

interface VerdictProps extends Pick<Comparison, 'currency' | 'side'> {
  total: Sum;
  /** The calls. */
  href: string;
}

/** The whole of it in figures that are read first. */
function Verdict({ total, currency, side, href }: VerdictProps) {
  const { calls, minutes, charged, wouldBe, otherSide } = total;
  const difference = wouldBe - charged;
  const figures: readonly (readonly [string, string, string?])[] = [
    ['As charged', money(charged, currency), plural(calls, 'call')],
    ['As it would be', money(wouldBe, currency), plural(minutes, 'minute')],
    [
      difference > 0 ? 'Dearer by' : 'Cheaper by',
      money(Math.abs(difference), currency),
      charged ? percent(Math.abs(difference) / charged) : undefined,
    ],
    ...(otherSide === null
      ? []
      : [
          [
            'Reseller’s margin then',
            money(marginOf(wouldBe, otherSide, side), currency),
            `${money(marginOf(charged, otherSide, side), currency)} as charged`,
          ] as const,
        ]),
  ];
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      {figures.map(([label, value, detail], order) => (
        <Figure key={label} {...{ label, value, order, href }} {...(detail && { detail })} />
      ))}
    </SimpleGrid>
  );
}
