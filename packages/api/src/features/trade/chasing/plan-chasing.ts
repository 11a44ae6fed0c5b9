import { addDays, daysBetween, type Minor, type PlainDate } from '@steward/shared';
import type { ChasingStep } from './chasing-step.ts';

/** An invoice of which something is still to be paid, and how its customer is chased. */
export interface ChasedInvoice {
  id: string;
  number: string;
  resellerId: string;
  /** None where a reseller is the customer. */
  companyId: string | null;
  customerName: string;
  dueOn: PlainDate;
  currency: string;
  dueMinor: Minor;
  /** By day. */
  steps: readonly ChasingStep[];
  /** The day of the latest step that was sent. */
  sentDay: number | null;
  paused: boolean;
}

export interface PlannedReminder {
  invoice: ChasedInvoice;
  step: ChasingStep;
  last: boolean;
}

/** One letter: a customer and all of its invoices that are concerned, the one due for longest first. */
export interface PlannedLetter {
  resellerId: string;
  companyId: string | null;
  customerName: string;
  reminders: PlannedReminder[];
}

/**
 * Who is to be reminded of what on a day. Of each invoice that is the latest step whose day has come, unless it, or a later one,
 * was sent: days that were missed are made up for by one letter, not by all. [B7]
 */
export function planChasing(on: PlainDate, invoices: readonly ChasedInvoice[]): PlannedLetter[] {
  const letters = new Map<string, PlannedLetter>();
  for (const invoice of invoices.toSorted((a, b) => (a.dueOn + a.number < b.dueOn + b.number ? -1 : 1))) {
    const planned = invoice.paused ? undefined : stepOn(on, invoice);
    if (!planned) continue;
    const { resellerId, companyId, customerName } = invoice;
    const customer = companyId ?? resellerId;
    const letter = letters.get(customer) ?? { resellerId, companyId, customerName, reminders: [] };
    letter.reminders.push({ invoice, ...planned });
    letters.set(customer, letter);
  }
  return [...letters.values()];
}

function stepOn(on: PlainDate, { dueOn, steps, sentDay }: ChasedInvoice) {
  const age = on < dueOn ? -daysBetween(on, dueOn) : daysBetween(dueOn, on);
  const step = steps.findLast(({ day }) => day <= age);
  if (!step || (sentDay !== null && step.day <= sentDay)) return undefined;
  return { step, last: step === steps.at(-1) };
}

/** When the reminders of a day go out, UTC. */
export const CHASING_TIME = { hour: 6, minute: 20 };

/** The day, in London, of which reminders go out next. */
export function nextChasing(now: Date, today: PlainDate): PlainDate {
  const { hour, minute } = CHASING_TIME;
  const gone = now.getUTCHours() * 60 + now.getUTCMinutes() >= hour * 60 + minute;
  return gone ? addDays(today, 1) : today;
}
