import { daysBetween, type Minor, type PlainDate } from '@steward/shared';
import type { ChasingStep, RestrictionKind } from './chasing-step.ts';

/** What an invoice has led to, or was warned of. */
export interface KnownRestriction {
  kind: RestrictionKind;
  /** The day that the warning named. */
  on: PlainDate;
  begun: boolean;
  /** Somebody has lifted it: it does not come again for this invoice. */
  lifted: boolean;
}

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
  /** For how long before anything begins it is said. */
  warningDays: number;
  /** The day of the latest step that was sent. */
  sentDay: number | null;
  paused: boolean;
  restrictions: readonly KnownRestriction[];
}

export interface PlannedReminder {
  invoice: ChasedInvoice;
  step: ChasingStep;
  last: boolean;
}

/** What is said to begin on a day, or begins. */
export interface PlannedRestriction extends PlannedReminder {
  kind: RestrictionKind;
  on: PlainDate;
  begins: boolean;
}

/** One letter: a customer and all of its invoices that are concerned, the one due for longest first. */
export interface PlannedLetter {
  resellerId: string;
  companyId: string | null;
  customerName: string;
  reminders: PlannedReminder[];
  restrictions: PlannedRestriction[];
}

/** How many days an invoice has been due; less than none: it is due only then. */
export const ageOn = (on: PlainDate, dueOn: PlainDate): number =>
  on < dueOn ? -daysBetween(on, dueOn) : daysBetween(dueOn, on);

/**
 * What a step brings about for this customer. A reseller's services are those of its companies, who owe nothing: they are never
 * suspended for it, and the step is a letter after which somebody talks to them.
 */
export const effectOf = (
  { effect }: ChasingStep,
  { companyId }: Pick<ChasedInvoice, 'companyId'>,
): RestrictionKind | null => (companyId === null && effect === 'SUSPENSION' ? null : effect);
