import { formatDate } from '@steward/shared';
import type { PlannedLetter, PlannedRestriction } from './chased-invoice.ts';

/** The grave first: what begins before what is only said, services before orders, the sooner before the later. */
const byWeight = (restrictions: readonly PlannedRestriction[]): PlannedRestriction[] =>
  restrictions.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.on < b.on ? -1 : 1));
const weightOf = ({ kind, begins }: PlannedRestriction): number =>
  (kind === 'SUSPENSION' ? 2 : 0) + (begins ? 1 : 0);

/** What comes of it, as a letter's subject begins; undefined: nothing. */
export function subjectOfRestriction(restrictions: readonly PlannedRestriction[]): string | undefined {
  const [first] = byWeight(restrictions);
  if (!first) return undefined;
  const day = formatDate(first.on);
  if (first.kind === 'SUSPENSION')
    return first.begins ? 'Services suspended' : `Services will be suspended on ${day}`;
  return first.begins ? 'No new orders' : `No new orders from ${day}`;
}

/** What a letter says of what begins, and by when: once of each kind, of that which comes first. */
export function restrictionWords(
  { restrictions, companyId }: PlannedLetter,
  services: readonly string[],
): string[] {
  const said = new Set<string>();
  return byWeight(restrictions).flatMap((one) => {
    if (said.has(one.kind)) return [];
    said.add(one.kind);
    return one.kind === 'SUSPENSION' && services.length
      ? suspensionWords(one, services)
      : ordersWords(one, companyId ? '' : ' for your companies');
  });
}

function suspensionWords({ on, begins }: PlannedRestriction, services: readonly string[]): string[] {
  const list = services.map((service) => `- ${service}`).join('\n');
  const kept = 'They are kept as they are, and charged all the same. What is not named here goes on.';
  return begins
    ? [
        `These services are suspended from today:\n${list}`,
        `${kept} They come back by themselves as soon as what is overdue is paid.`,
      ]
    : [
        `If it is not paid before ${formatDate(on)}, these services are suspended on that day:\n${list}`,
        `${kept} Nothing new can be ordered then.`,
      ];
}

const ordersWords = ({ on, begins }: PlannedRestriction, where: string): string[] => [
  begins
    ? `From today nothing new can be ordered${where} until it is paid. What there is goes on.`
    : `If it is not paid before ${formatDate(on)}, nothing new can be ordered${where} from that day on. What there is goes on.`,
];

/** That nothing is restricted any more. */
export const endedLetter = (given: {
  firstName: string;
  issuer: string;
  /** How many services are in use again. */
  services: number;
}): { subject: string; body: string } => ({
  subject: given.services ? 'Your services are in use again' : 'You can order again',
  body: [
    `Hello ${given.firstName},`,
    given.services
      ? 'what was suspended is being put back into use now, and you can order again.'
      : 'you can order again.',
    given.issuer,
  ].join('\n\n'),
});
