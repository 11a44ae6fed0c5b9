import { date, money } from '../../../lib/format.ts';

export const SIDES = { WHOLESALE: 'Resellers', RETAIL: 'Companies' } as const;
export const STATES = { RUNNING: 'Under way', DONE: 'Done', FAILED: 'Stopped' } as const;
export const KINDS = { CREDIT: 'Credit note', DEBIT: 'Debit note' } as const;
export const NOTE_STATES = { PROPOSED: 'Proposed', ISSUED: 'Issued', LEFT: 'Left' } as const;

/** Which days, in words. */
export const daysOf = (firstDay: string, lastDay: string): string =>
  firstDay === lastDay ? date(firstDay) : `${date(firstDay)} to ${date(lastDay)}`;

/** Choices of a filter. */
export const choices = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** Pence of millionths: each figure is rounded by itself. */
export const minorOf = (micro: number): number => Math.round(micro / 10_000);

/** Above nothing it is more. */
export const signed = (minor: number, currency: string): string =>
  `${minor > 0 ? '+' : ''}${money(minor, currency)}`;
