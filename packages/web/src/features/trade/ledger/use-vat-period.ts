import { addDays, monthOf, monthPeriod } from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { today } from '../../../lib/today.ts';
import type { Days } from './use-period.ts';

/** How long a VAT return is for, in months. */
export type Length = 1 | 3;

/** Some months on end, named by the last one: `2026-11`. */
export interface VatPeriod extends Days {
  length: Length;
  last: string;
}

/** How many months back one may look. */
const MONTHS = 24;

const before = (month: string): string => monthOf(addDays(`${month}-01`, -1));

/** The months that end in `last`. */
export function vatPeriod(last: string, length: Length): VatPeriod {
  const first = length === 1 ? last : before(before(last));
  return {
    ...{ length, last, from: `${first}-01` },
    to: addDays(monthPeriod(last).endExclusive, -1),
  };
}

/** Months that a return may end with, this one first. Quarters end with any: HMRC says to each trader with which. */
export function lastMonths(): string[] {
  const months = [monthOf(today())];
  while (months.length < MONTHS) months.push(before(months.at(-1) as string));
  return months;
}

/** The period of a VAT return, in the address bar: a quarter that ends this month, until another one is chosen. */
export function useVatPeriod(): [VatPeriod, (last: string, length: Length) => void] {
  const { last, months }: { last?: unknown; months?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const given = typeof last === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(last) ? last : monthOf(today());
  return [
    vatPeriod(given, Number(months) === 1 ? 1 : 3),
    (chosen, length) =>
      void navigate({
        to: '.',
        search: (was) => ({
          ...was,
          last: chosen,
          months: length,
          after: undefined,
          before: undefined,
          page: undefined,
        }),
        replace: true,
      }),
  ];
}
