import { id, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMail } from '../../desk/notifications/index.ts';
import { decider, lockWaiting } from './lock-waiting.ts';
import { tenantNames } from './tenant-names.ts';

/** Does not let in who asked, and tells them so, with a word if there is one. [I6] */
export const declineAccessRequest = verb({
  name: 'declineAccessRequest',
  permission: 'REQUEST_DECIDE',
  input: input('DeclineAccessRequestInput', { id: id(), answer: optional(prose(1_000)) }),
  async run(scope, { id: requestId, answer }) {
    const request = await lockWaiting(scope, requestId);
    const { resellerId, companyId, firstName, email } = request;
    Object.assign(request, {
      state: 'DECLINED',
      decidedAt: scope.now,
      decidedBy: decider(scope),
      answer,
    });
    const { tenantName, brandName } = await tenantNames(scope, request);
    await queueMail(scope, {
      resellerId,
      companyId,
      endUserId: null,
      to: email,
      subject: `Your request to ${tenantName}`,
      cause: 'accessRequest',
      body: [
        `Hello ${firstName},`,
        `${tenantName} has declined your request for access.`,
        ...(answer ? [answer] : []),
        'If you did not ask, you need not do anything.',
        brandName,
      ].join('\n\n'),
    });
    const changed = { state: ['WAITING', 'DECLINED'] } as const;
    return {
      result: requestId,
      subject: { type: 'AccessRequest', id: requestId, resellerId, companyId, changed },
    };
  },
});
