import { id } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { LAPSES_MS } from './contract.ts';
import { lockSupportGrant } from './lock-support-grant.ts';
import { mailSupportNewsJob } from './mail-support-news.ts';

/** Approves or declines for the company; who asked is told. An approval that nobody uses lapses. [T4] */
export const decideSupportAccess = verb({
  name: 'decideSupportAccess',
  permission: 'SUPPORT_DECIDE',
  input: input('DecideSupportAccessInput', { grantId: id(), approve: z.boolean() }),
  async run(scope, { grantId, approve }) {
    const grant = await lockSupportGrant(scope, grantId);
    const { membershipId, resellerId } = memberOf(scope.actor);
    if (grant.stage !== 'REQUESTED') throw conflict(DECIDED[grant.stage], 'grantId');
    if (grant.lapsesAt <= scope.now) throw conflict(DECIDED.LAPSED, 'grantId');
    if (grant.resellerId !== resellerId)
      throw conflict('Your company has moved since: whoever looks after it now has to ask.', 'grantId');
    grant.stage = approve ? 'APPROVED' : 'DECLINED';
    grant.decidedAt = scope.now;
    grant.decidedBy = membershipId;
    grant.lapsesAt = new Date(scope.now.getTime() + LAPSES_MS);
    await enqueue(scope, mailSupportNewsJob, { resellerId: grant.resellerId, grantId, what: 'DECIDED' });
    return {
      result: grantId,
      subject: {
        type: 'SupportGrant',
        id: grantId,
        resellerId: grant.resellerId,
        companyId: grant.companyId,
        changed: { state: ['REQUESTED', grant.stage] },
      },
    };
  },
});

const DECIDED = {
  REQUESTED: '',
  APPROVED: 'This request has been approved already.',
  ACTIVE: 'This request has been approved already, and they are in: end it instead.',
  DECLINED: 'This request has been declined already.',
  ENDED: 'This access is over.',
  LAPSED: 'This request has lapsed: they have to ask again.',
};
