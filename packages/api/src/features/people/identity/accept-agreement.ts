import { line } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { newestAgreement } from '../../trust/agreements/index.ts';
import { acceptVersion } from './agreement.ts';

/**
 * Accepts the newest version of the data processing agreement for the company of whoever is signed in. Its version is
 * named, so that nobody accepts what they have not been shown. [D1] [N5]
 */
export const acceptAgreement = verb({
  name: 'acceptAgreement',
  permission: 'AGREEMENT_ACCEPT',
  input: input('AcceptAgreementInput', { version: line(40) }),
  async run(scope, { version }) {
    const { companyId, resellerId, membershipId } = memberOf(scope.actor);
    const newest = await newestAgreement(scope, resellerId);
    if (version !== newest) throw invalid('version', `Must be ${newest}: that is the version in force.`);
    if (!companyId) throw new Error('Only a company accepts an agreement.');
    const accepted = await acceptVersion(scope, companyId, version, membershipId);
    if (!accepted) throw conflict(`Your company has accepted version ${version} already.`, 'version');
    const changed = { agreementVersion: [accepted.before, version] } as const;
    const subject = { type: 'Company', id: companyId, resellerId, companyId, reference: version, changed };
    return { result: companyId, subject };
  },
});
