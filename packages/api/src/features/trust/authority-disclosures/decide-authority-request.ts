import { id, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownDisclosure, subjectOf } from './own-disclosure.ts';

const DisclosureDecision = enumeration('DisclosureDecision', {
  APPROVED: 'APPROVED',
  NARROWED: 'NARROWED',
  REFUSED: 'REFUSED',
});

/**
 * Decides on what an authority asks: to give it, less of it, or nothing. Whoever entered the request does not decide on it; what is
 * narrowed or refused says why. [D7]
 */
export const decideAuthorityRequest = verb({
  name: 'decideAuthorityRequest',
  permission: 'AUTHORITY_DISCLOSURE_DECIDE',
  input: input('DecideAuthorityRequestInput', {
    id: id(),
    decision: oneOf(DisclosureDecision),
    reason: optional(prose(2_000)),
  }),
  async run(scope, { id: disclosureId, decision, reason }) {
    const disclosure = await ownDisclosure(scope, disclosureId);
    const { membershipId } = memberOf(scope.actor);
    if (disclosure.state !== 'RECEIVED') throw conflict('It has been decided already.', 'id');
    if (disclosure.recordedBy === membershipId)
      throw conflict('Somebody else has to decide than who entered it.', 'id');
    if (decision !== 'APPROVED' && !reason) throw invalid('reason', 'Say why.');
    Object.assign(disclosure, { state: decision, decidedBy: membershipId, decidedAt: scope.now, reason });
    return { result: disclosureId, subject: subjectOf(scope, disclosure, { state: ['RECEIVED', decision] }) };
  },
});
