import { addDays, type PlainDate } from '@steward/shared';
import { ageOn, type ChasedInvoice, effectOf, type PlannedRestriction } from './chased-invoice.ts';

/** Nights that may be missed: what does not begin by then is said anew. */
const GRACE_DAYS = 3;

/**
 * What of an invoice is said, on a day, to begin later, and what begins. Nothing begins that was not said as many days before, by a
 * letter that names the day; what was ended meanwhile, by a promise that was not kept for instance, is said anew. [B7]
 */
export function planRestrictions(on: PlainDate, invoice: ChasedInvoice): PlannedRestriction[] {
  const { dueOn, steps, warningDays, restrictions } = invoice;
  return steps.flatMap((step): PlannedRestriction[] => {
    const kind = effectOf(step, invoice);
    if (!kind) return [];
    const known = restrictions.filter((one) => one.kind === kind);
    if (known.some(({ begun, lifted }) => begun || lifted)) return [];
    const planned = { invoice, step, last: step === steps.at(-1), kind };
    const said = known.find((one) => on <= addDays(one.on, GRACE_DAYS));
    if (said) return said.on <= on ? [{ ...planned, on: said.on, begins: true }] : [];
    if (ageOn(on, dueOn) < step.day - warningDays) return [];
    const [, later = on] = [addDays(on, warningDays), addDays(dueOn, step.day)].sort();
    return [{ ...planned, on: later, begins: false }];
  });
}
