import {
  addDays,
  daysBetween,
  type Minor,
  minorFromBigInt,
  type PlainDate,
  roundHalfUp,
} from '@steward/shared';

/** Percentage points above Bank Rate, in hundredths: Late Payment of Commercial Debts (Rate of Interest) (No. 3) Order 2002. */
const ABOVE_BP = 800;
/** Fixed sums in pence by the debt: Late Payment of Commercial Debts (Interest) Act 1998, section 5A. */
const FIXED = [
  { below: 100_000, sum: 4_000 },
  { below: 1_000_000, sum: 7_000 },
  { below: Number.POSITIVE_INFINITY, sum: 10_000 },
] as const;

export interface LateInvoice {
  dueOn: PlainDate;
  totalMinor: Minor;
  /** In any order. */
  payments: readonly { receivedOn: PlainDate; amountMinor: Minor }[];
}

/** Bank Rate on the eve of a half-year, which begins on 1 January or 1 July. */
export interface HalfYearRate {
  halfYear: PlainDate;
  rateBp: number;
}

export interface LateCharges {
  interestMinor: Minor;
  fixedMinor: Minor;
  /** Half-years of which no rate is known: their days are not in the interest. */
  missing: PlainDate[];
}

/**
 * What the law gives a business for late payment by another, through a day: simple interest on what was unpaid, from the day
 * after the one on which it was due, at Bank Rate before each half-year and eight points; and a fixed sum by the debt as it was when it
 * became late. The interest is rounded once, as a whole, half a penny up. Null: nothing was late.
 */
export function lateCharges(
  { dueOn, totalMinor, payments }: LateInvoice,
  rates: readonly HalfYearRate[],
  through: PlainDate,
): LateCharges | null {
  const unpaidAfter = (day: PlainDate): Minor =>
    totalMinor -
    payments.reduce((sum, { receivedOn, amountMinor }) => sum + (receivedOn <= day ? amountMinor : 0), 0);
  const debt = unpaidAfter(dueOn);
  const first = addDays(dueOn, 1);
  if (debt <= 0 || through < first) return null;
  const end = addDays(through, 1);
  const breaks = [...payments.map(({ receivedOn }) => receivedOn), ...halfYears(first, end)].filter(
    (day) => day > first && day < end,
  );
  const days = [...new Set([first, ...breaks])].sort();
  const missing = new Set<PlainDate>();
  let sum = 0n;
  for (const [i, from] of days.entries()) {
    const half = halfYearOf(from);
    const rate = rates.find(({ halfYear }) => halfYear === half);
    const unpaid = unpaidAfter(from);
    if (unpaid <= 0) continue;
    if (!rate) missing.add(half);
    else
      sum += BigInt(unpaid) * BigInt(rate.rateBp + ABOVE_BP) * BigInt(daysBetween(from, days[i + 1] ?? end));
  }
  return {
    interestMinor: minorFromBigInt(roundHalfUp(sum, 3_650_000n)),
    fixedMinor: FIXED.find(({ below }) => debt < below)?.sum ?? 0,
    missing: [...missing],
  };
}

const halfYearOf = (day: PlainDate): PlainDate =>
  `${day.slice(0, 4)}-${day.slice(5, 7) < '07' ? '01' : '07'}-01`;

/** The first days of half-years from a day to before another. */
function halfYears(from: PlainDate, end: PlainDate): PlainDate[] {
  const found: PlainDate[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(end.slice(0, 4)); year += 1)
    found.push(`${year}-01-01`, `${year}-07-01`);
  return found;
}
