import { addDays, formatDate } from '@steward/shared';
import type { ProcessorChangeKind, ProcessorChangeState } from './processor-change.entity.ts';
import type { TransferMechanism } from './sub-processor.entity.ts';

/** What a letter says of a change. */
export interface Announced {
  kind: ProcessorChangeKind;
  state: ProcessorChangeState;
  reason: string;
  /** ISO date. */
  effectiveOn: string;
  withdrawnBecause: string | null;
  name: string;
  legalEntity: string;
  does: string;
  places: readonly string[];
  /** Of a move: where it has been. */
  formerPlaces: readonly string[] | null;
  transfer: TransferMechanism;
  /** Whose place it takes. */
  replaced: string | null;
  announcer: string;
  /** None: it is about all services. */
  products: readonly string[];
}

/** By what data may go there, in words. */
const TRANSFERS: Record<TransferMechanism, string> = {
  NONE: 'none, they stay in the United Kingdom',
  ADEQUACY: 'to a country with adequate protection',
  IDTA: 'by the International Data Transfer Agreement',
  UK_ADDENDUM: 'by the UK Addendum',
  SCC: 'by standard contractual clauses',
};

const WHAT: Record<ProcessorChangeKind, (change: Announced) => string> = {
  ADD: ({ name }) => `${name} is to become a sub-processor`,
  REPLACE: ({ name, replaced }) => `${name} is to take the place of ${replaced} as a sub-processor`,
  MOVE: ({ name }) =>
    `${name}, a sub-processor, is to process personal data elsewhere or by another transfer`,
  END: ({ name }) => `${name} is to stop being a sub-processor`,
};

/** The letter to somebody who looks after a company or reseller that is concerned. */
export function changeLetter(
  change: Announced,
  { firstName, page, brand }: { firstName: string; page: string; brand: string },
): { subject: string; body: string } {
  const { announcer, effectiveOn, reason, withdrawnBecause, products, kind } = change;
  const services = products.length ? products.join(', ') : 'all services';
  if (change.state === 'WITHDRAWN')
    return {
      subject: `Withdrawn: ${WHAT[kind](change)}`,
      body: [
        `Hello ${firstName},`,
        `${announcer} has withdrawn a change that it had announced: ${WHAT[kind](change)} for ${services}. It stays as it was.`,
        ...(withdrawnBecause ? [withdrawnBecause] : []),
        brand,
      ].join('\n\n'),
    };
  return {
    subject: `From ${formatDate(effectiveOn)}: ${WHAT[kind](change)}`,
    body: [
      `Hello ${firstName},`,
      `${announcer} announces that from ${formatDate(effectiveOn)} ${WHAT[kind](change)} for ${services}.`,
      ...(kind === 'END'
        ? []
        : [
            [
              `What ${change.name} (${change.legalEntity}) does: ${change.does}`,
              ...(change.formerPlaces ? [`Where until then: ${change.formerPlaces.join(', ')}`] : []),
              `Where: ${change.places.join(', ')}`,
              `Transfer: ${TRANSFERS[change.transfer]}`,
            ].join('\n'),
          ]),
      `Why: ${reason}`,
      `As controller you may object until ${formatDate(addDays(effectiveOn, -1))}, and are answered:\n${page}`,
      brand,
    ].join('\n\n'),
  };
}
