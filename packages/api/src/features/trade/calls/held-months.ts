import type { Scope } from '../../../kernel/scope.ts';

/** Names the months of calls (2026-10) that must not go whole, as far as whoever says so knows. */
type HeldMonths = (scope: Scope) => Promise<string[]>;

const holders: HeldMonths[] = [];

/** Lets a higher feature hold months of calls: of these nothing goes with the month. */
export function holdsCallMonths(holder: HeldMonths): void {
  holders.push(holder);
}

/** The months that are held. */
export async function heldMonths(scope: Scope): Promise<string[]> {
  const held = [];
  for (const holder of holders) held.push(...(await holder(scope)));
  return held;
}
