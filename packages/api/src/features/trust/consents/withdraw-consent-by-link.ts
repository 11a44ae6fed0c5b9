import { line } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { openConsentLink } from './consent-link.ts';
import { withdraw } from './withdraw-consent.ts';
import { purposeNow, type Subject } from './write-entry.ts';

/**
 * Withdraws by the link of a letter, without signing in. It is a mutation, which programs that follow links do not send: reading
 * a link withdraws nothing. [D7] [S87]
 */
export const withdrawConsentByLink = verb({
  name: 'withdrawConsentByLink',
  description:
    'Withdraws by the secret of a link in a letter. Answers with the name of what was withdrawn from.',
  permission: 'anonymous',
  input: input('WithdrawConsentByLinkInput', { token: line(600) }),
  async run(scope, { token }, services) {
    const { purposeId, personId, resellerId, companyId } = openConsentLink(services, token);
    await scope.workFor(resellerId, 'withdrawConsentByLink');
    const purpose = await purposeNow(scope, purposeId);
    const [endUser] = await scope.sql('select from end_user where id = $1', [personId]);
    const [membership] = endUser ? [] : await scope.sql('select from membership where id = $1', [personId]);
    if (!endUser && !membership)
      throw new Problem('NOT_FOUND', 'This link is no longer good: nothing is kept of you here any more.');
    const subject: Subject = {
      resellerId,
      companyId,
      endUserId: endUser ? personId : null,
      membershipId: endUser ? null : personId,
    };
    const { subject: noted } = await withdraw(scope, subject, purpose, 'LINK');
    return { result: purpose.name, subject: noted };
  },
});
