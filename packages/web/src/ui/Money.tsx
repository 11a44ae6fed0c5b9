import { Text, VisuallyHidden } from '@mantine/core';
import { money } from '../lib/format.ts';

interface MoneyProps {
  /** Minor units: pence. Null or undefined shows a dash. */
  minor: number | null | undefined;
  currency?: string;
}

/** An amount in the reader's locale, never broken over lines. */
export function Money({ minor, currency = 'GBP' }: MoneyProps) {
  if (minor === null || minor === undefined) return <Dash />;
  return (
    <span className="numeric" style={{ whiteSpace: 'nowrap' }}>
      {money(minor, currency)}
    </span>
  );
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
