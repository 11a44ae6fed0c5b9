import { addDays, type PlainDate } from '@steward/shared';
import {
  ageOn,
  type ChasedInvoice,
  effectOf,
  type PlannedLetter,
  type PlannedReminder,
} from './chased-invoice.ts';
import { planRestrictions } from './plan-restrictions.ts';

/**
 * Who is to be reminded of what on a day, and what is restricted. Of each invoice that is the latest step whose day has come, unless
 * it, or a later one, was sent: days that were missed are made up for by one letter, not by all. [B7]
 */
export function planChasing(on: PlainDate, invoices: readonly ChasedInvoice[]): PlannedLetter[] {
  const letters = new Map<string, PlannedLetter>();
  for (const invoice of invoices.toSorted((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1))) {
    if (invoice.paused) continue;
    const reminder = reminderOn(on, invoice);
    const restrictions = planRestrictions(on, invoice);
    if (!reminder && !restrictions.length) continue;
    const { resellerId, companyId, customerName } = invoice;
    const customer = companyId ?? resellerId;
    const letter = letters.get(customer) ?? {
      resellerId,
      companyId,
      customerName,
      reminders: [],
      restrictions: [],
    };
    if (reminder) letter.reminders.push(reminder);
    letter.restrictions.push(...restrictions);
    letters.set(customer, letter);
  }
  return [...letters.values()];
}

/** Of steps that restrict the letter goes when that begins. */
function reminderOn(on: PlainDate, invoice: ChasedInvoice): PlannedReminder | undefined {
  const { dueOn, steps, sentDay } = invoice;
  const age = ageOn(on, dueOn);
  const step = steps.findLast((one) => one.day <= age && !effectOf(one, invoice));
  if (!step || (sentDay !== null && step.day <= sentDay)) return undefined;
  return { invoice, step, last: step === steps.at(-1) };
}

/** When the reminders of a day go out, UTC. */
export const CHASING_TIME = { hour: 6, minute: 20 };

/** The day, in London, of which reminders go out next. */
export function nextChasing(now: Date, today: PlainDate): PlainDate {
  const { hour, minute } = CHASING_TIME;
  const gone = now.getUTCHours() * 60 + now.getUTCMinutes() >= hour * 60 + minute;
  return gone ? addDays(today, 1) : today;
}
