import { Text, VisuallyHidden } from '@mantine/core';
import type { Money as Amount } from '@steward/shared';
import { money } from '../lib/format.ts';

interface MoneyProps {
  /** Minor units: pence. Null or undefined shows a dash. */
  minor: number | null | undefined;
  currency: string;
}

/** An amount in the reader's locale, never broken over lines. */
export function Money({ minor, currency }: MoneyProps) {
  if (minor === null || minor === undefined) return <Dash />;
  return (
    <span className="numeric" style={{ whiteSpace: 'nowrap' }}>
      {money(minor, currency)}
    </span>
  );
}

/** Amounts of several currencies, one after the other: they are never added up. */
export function MoneyList({ of }: { of: readonly Amount[] }) {
  if (of.length === 0) return <Dash />;
  return of.map(({ minor, currency }, i) => (
    <span key={currency}>
      {i > 0 && ' + '}
      <Money minor={minor} currency={currency} />
    </span>
  ));
}

/** Where there is nothing to show; read aloud as "none". */
export function Dash() {
  return (
    <>
      <Text span c="dimmed" inherit aria-hidden>
        –
      </Text>
      <VisuallyHidden>none</VisuallyHidden>
    </>
  );
}
