import { formatDate, formatMoney, type PlainDate } from '@steward/shared';
import type { PlannedLetter, PlannedReminder, PlannedRestriction } from './chased-invoice.ts';
import type { ChasingTone } from './chasing-step.ts';
import { restrictionWords, subjectOfRestriction } from './restriction-letter.ts';

/** From gentle to grave. */
const TONES: readonly ChasingTone[] = ['FRIENDLY', 'FIRM', 'FINAL'];

const OPENINGS: Readonly<Record<ChasingTone, string>> = {
  FRIENDLY: 'this is a friendly reminder. If you have paid in the meantime, please take no notice of it.',
  FIRM: 'we have not received your payment yet. Please pay what is overdue within the next days, or tell us what keeps you.',
  FINAL:
    'in spite of our reminders we have not received your payment. Please pay today. If you cannot, or do not agree with an invoice, please talk to us now.',
};
const BEFORE = 'this is to let you know of what is due soon.';

/** What a letter is about: each invoice once, the one due for longest first. */
export const concerned = ({ reminders, restrictions }: PlannedLetter): PlannedReminder[] => [
  ...new Map(
    [...reminders, ...restrictions]
      .toSorted((a, b) => (a.invoice.dueOn < b.invoice.dueOn ? -1 : 1))
      .map((one) => [one.invoice.id, one]),
  ).values(),
];

/** What a letter is called: by what it leads to, or by the one invoice, or by how many. */
export function subjectOfLetter(on: PlainDate, letter: PlannedLetter): string {
  const reminders = concerned(letter);
  const [first] = reminders;
  const late = reminders.some(({ invoice }) => invoice.dueOn < on);
  const what =
    reminders.length === 1 && first ? `Invoice ${first.invoice.number}` : `${reminders.length} invoices`;
  const are = reminders.length === 1 ? 'is' : 'are';
  const restricted = subjectOfRestriction(letter.restrictions);
  if (restricted) return `${restricted}: ${what[0]?.toLowerCase()}${what.slice(1)} ${are} overdue`;
  if (!late)
    return reminders.length === 1 && first
      ? `${what} is due on ${formatDate(first.invoice.dueOn)}`
      : `${what} are due soon`;
  return graver(reminders).step.tone === 'FINAL'
    ? `Last reminder: ${what} ${are} overdue`
    : `${what} ${are} overdue`;
}

/**
 * What a letter says to one of those who get it, signed by whoever issued the invoices.
 *
 * @param services what is suspended, or would be
 */
export function bodyOfLetter(
  on: PlainDate,
  letter: PlannedLetter,
  {
    firstName,
    issuer,
    services,
    payUrlOf,
    console,
  }: {
    firstName: string;
    issuer: string;
    services: readonly string[];
    /** Where whoever has the letter pays an invoice without signing in. */
    payUrlOf(invoiceId: string): string;
    console: string;
  },
): string {
  const reminders = concerned(letter);
  const late = reminders.some(({ invoice }) => invoice.dueOn < on);
  const { step } = graver(reminders);
  return [
    `Hello ${firstName},`,
    step.text ?? (late ? OPENINGS[step.tone] : BEFORE),
    ...reminders.map(
      ({ invoice: { id, number, dueOn, dueMinor, currency } }) =>
        `Invoice ${number}: ${formatMoney(dueMinor, currency)}, ${dueOn < on ? 'was' : 'is'} due on ${formatDate(dueOn)}\nSee and pay it without signing in: ${payUrlOf(id)}`,
    ),
    ...restrictionWords(letter, services),
    `If you do not agree with an invoice, say so in the console; you are then not reminded of it until that is settled.\n${console}`,
    issuer,
  ].join('\n\n');
}

/** The reminder that gives the letter its tone: the gravest, of such the one furthest on. */
const graver = (reminders: readonly PlannedReminder[]): PlannedReminder => {
  const weight = ({ step }: PlannedReminder | PlannedRestriction) =>
    TONES.indexOf(step.tone) * 1_000 + step.day;
  return reminders.reduce((a, b) => (weight(b) > weight(a) ? b : a));
};
