import { addDays, formatDate, formatMoney } from '@steward/shared';
import type { CallWarningKind } from './call-warning.entity.ts';

/** What is said of a company's calls. */
export interface SaidWarning {
  id: string;
  resellerId: string;
  companyId: string;
  company: string;
  kind: CallWarningKind;
  day: string;
  zone: string | null;
  perMinuteMicro: number | null;
  currency: string;
  amountMicro: number | null;
  limitMinor: number | null;
  services: number | null;
  byHand: string[];
}

const WEIGHT: Record<CallWarningKind, number> = { BARRED: 3, DAY: 2, PREMIUM: 1, UNUSUAL: 0 };
/** The grave first. */
const byWeight = (warnings: readonly SaidWarning[]): SaidWarning[] =>
  warnings.toSorted((a, b) => WEIGHT[b.kind] - WEIGHT[a.kind] || a.company.localeCompare(b.company));

const money = (micro: number, currency: string): string => formatMoney(Math.floor(micro / 10_000), currency);

/** A warning in a sentence. */
export function warningWords(warning: SaidWarning): string {
  const { kind, day, zone, perMinuteMicro, currency, amountMicro, limitMinor } = warning;
  const sum = `${formatDate(day)}: calls have come to ${money(amountMicro ?? 0, currency)}`;
  const limit = formatMoney(limitMinor ?? 0, currency);
  switch (kind) {
    case 'DAY':
      return `${sum}, above the ${limit} from which you are warned.`;
    case 'BARRED':
      return `${sum}, above the limit of ${limit}. ${barWords(warning)}`;
    default:
      return `${formatDate(day)}: first call to ${zone}${kind === 'PREMIUM' ? ', which is charged at a premium' : ''}: up to ${formatMoney(Math.ceil((perMinuteMicro ?? 0) / 10_000), currency)} a minute.`;
  }
}

function barWords({ services, byHand, day }: SaidWarning): string {
  const until = `until midnight at the end of ${formatDate(day)}`;
  const hand = byHand.length ? ` To be barred by hand: ${byHand.join(', ')}.` : '';
  if (!services && !byHand.length)
    return 'No service that it has can bar calls, so calls still go out: no product says that it does.';
  return `Outgoing calls are being barred ${until}; emergency and free numbers can always be called.${hand}`;
}

/** What the administrators of a company are told of it. */
export function companyLetter(
  warnings: readonly SaidWarning[],
  { firstName, seller, console }: { firstName: string; seller: string; console: string },
): { subject: string; body: string } {
  const said = byWeight(warnings);
  return {
    subject: subjectOf(said),
    body: [
      `Hello ${firstName},`,
      said.map((warning) => `- ${warningWords(warning)}`).join('\n'),
      `If these are not your calls, change the passwords of your telephones and tell ${seller}. All of it: ${console}`,
      seller,
    ].join('\n\n'),
  };
}

/** What whoever sells to companies is told of all of them at once. */
export function sellerLetter(
  warnings: readonly SaidWarning[],
  { firstName, console }: { firstName: string; console: string },
): { subject: string; body: string } {
  const said = byWeight(warnings);
  const [first] = said;
  const companies = new Set(said.map(({ companyId }) => companyId)).size;
  const whose = companies === 1 ? (first?.company ?? '') : `${companies} companies`;
  return {
    subject: `${whose}: ${subjectOf(said)}`,
    body: [
      `Hello ${firstName},`,
      said.map((warning) => `- ${warning.company}, ${warningWords(warning)}`).join('\n'),
      `Look after it, or let calls go out again: ${console}`,
    ].join('\n\n'),
  };
}

const SUBJECTS: Record<CallWarningKind, string> = {
  BARRED: 'Outgoing calls are barred',
  DAY: 'Calls have come to a lot',
  PREMIUM: 'First call to a premium number',
  UNUSUAL: 'First call to where nobody has called lately',
};
const subjectOf = ([first]: readonly SaidWarning[]): string => (first ? SUBJECTS[first.kind] : '');

/** What the administrators of a company are told when calls go out again before the day is over. */
export const liftedLetter = (given: {
  firstName: string;
  seller: string;
  reason: string;
  day: string;
}): { subject: string; body: string } => ({
  subject: 'Calls go out again',
  body: [
    `Hello ${given.firstName},`,
    `outgoing calls are no longer barred. ${given.seller} says: ${given.reason}`,
    `They are not barred again before ${formatDate(addDays(given.day, 1))}, unless another limit is set.`,
    given.seller,
  ].join('\n\n'),
});
