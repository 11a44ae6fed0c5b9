import { line } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { newestAgreement } from '../../trust/agreements/index.ts';
import { noteAcceptance } from './agreement.ts';

/** Accepts the newest version of the data processing agreement for the reseller of whoever is signed in, whose own people it is about. [D1] */
export const acceptResellersAgreement = verb({
  name: 'acceptResellersAgreement',
  permission: 'RESELLER_AGREEMENT_ACCEPT',
  input: input('AcceptResellersAgreementInput', { version: line(40) }),
  async run(scope, { version }) {
    const newest = await newestAgreement(scope);
    if (version !== newest) throw invalid('version', `Must be ${newest}: that is the version in force.`);
    const { resellerId } = memberOf(scope.actor);
    const noted = await noteAcceptance(scope, { resellerId, companyId: null }, version);
    if (!noted) throw conflict(`You have accepted version ${version} already.`, 'version');
    return {
      result: resellerId,
      subject: { type: 'Reseller', id: resellerId, resellerId, reference: version },
    };
  },
});
