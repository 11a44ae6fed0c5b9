import { email, newId } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { assertFresh } from '../../../../kernel/allowed.ts';
import { input } from '../../../../kernel/input.ts';
import { enqueue } from '../../../../kernel/jobs.ts';
import { invalid } from '../../../../kernel/problem.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { beginProof, checkProof, forgiveProof, ownPassword } from '../prove-password.ts';
import { mailEmailChangeJob } from './mail-email-change.ts';

/** The link is good for an hour, and for one use. [S43] */
const CHANGE_MS = 3_600_000;

/**
 * Asks to sign in with another address from now on, which the password allows and, for whoever has one, a second factor shown
 * just now. It counts once the link that is mailed there has been used by the same person. The answer does not say whether
 * somebody else signs in with it. [S42] [S48]
 */
export const requestEmailChange = outsideVerb({
  name: 'requestEmailChange',
  description:
    'Mails a link to the new address; until it is used by the same person one signs in with the former one.',
  permission: 'SESSION_OWN',
  input: input('RequestEmailChangeInput', { email: email(), password: ownPassword() }),
  async plan(scope, { email: wanted }) {
    const [own] = await scope.sql<{ email: string; confirmed: string }>(
      'select email, confirmed from own_enrolment()',
    );
    if (own?.email.toLowerCase() === wanted.toLowerCase())
      throw invalid('email', 'Must be different from the address you sign in with.');
    if (Number(own?.confirmed)) assertFresh(scope.actor, scope.now);
    return beginProof(scope);
  },
  async call(proof, { password }, setting) {
    await checkProof(proof, password, { path: 'password', what: 'requestEmailChange' }, setting);
  },
  async settle(scope, proof, _called, { email: wanted }) {
    await forgiveProof(scope, proof);
    const { membershipId, ...member } = memberOf(scope.actor);
    const changeId = newId();
    const expires = new Date(scope.now.getTime() + CHANGE_MS);
    await scope.sql('select request_email_change($1, $2, $3, $4)', [changeId, wanted, expires, scope.now]);
    await enqueue(scope, mailEmailChangeJob, { resellerId: member.resellerId, membershipId, changeId });
    return { result: true, subject: { type: 'Membership', id: membershipId, ...tenancyOf(member) } };
  },
});
