import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { mailSupportNewsJob } from './mail-support-news.ts';

interface Settled {
  stage: 'ENDED' | 'LAPSED' | null;
}

/**
 * Puts down that an access has ended by itself or been lost, or that a request or an approval has lapsed; the access itself is over the moment
 * its time is. [T4]
 */
export const settleSupportGrant = verb({
  name: 'settleSupportGrant',
  permission: 'system',
  input: input('SettleSupportGrantInput', { resellerId: id(), grantId: id() }),
  async run(scope, { resellerId, grantId }) {
    const [was] = await scope.sql<{ stage: string }>('select stage from support_grant where id = $1', [
      grantId,
    ]);
    const [settled] = await scope.sql<Settled>('select settle_support_grant($1, $2) as stage', [
      grantId,
      scope.now,
    ]);
    if (!settled?.stage) return { result: false, subject: null };
    const [grant] = await scope.sql<{
      companyId: string;
      membershipId: string | null;
      sessionId: string | null;
    }>(
      `select company_id as "companyId", membership_id as "membershipId", session_id as "sessionId"
         from support_grant where id = $1`,
      [grantId],
    );
    if (!grant) throw new Error('The grant is gone.');
    const { companyId, membershipId, sessionId } = grant;
    if (membershipId && sessionId) {
      scope.hint(
        { kind: 'Session', id: sessionId, resellerId, companyId },
        { kind: 'Membership', id: membershipId, resellerId, companyId },
      );
      await enqueue(scope, mailSupportNewsJob, { resellerId, grantId, what: 'ENDED' });
    }
    return {
      result: true,
      subject: {
        type: 'SupportGrant',
        id: grantId,
        resellerId,
        companyId,
        changed: { state: [was?.stage ?? null, settled.stage] },
      },
    };
  },
});

export const settleSupportGrantJob = job({
  name: 'settle-support-grant',
  for: 'tenant',
  does: [settleSupportGrant],
  payload: z.object({ resellerId: z.string(), grantId: z.string() }),
  run: async (setting, payload) => void (await perform(setting, settleSupportGrant, payload)),
});

/** Finds the grants, of all tenants, whose time is over, or whose holder may no longer be in. */
export const findSupportToSettle = verb({
  name: 'findSupportToSettle',
  permission: 'system',
  input: input('FindSupportToSettleInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; grantId: string }>(
      'select reseller_id as "resellerId", grant_id as "grantId" from support_to_settle($1)',
      [scope.now],
    );
    await enqueueAll(scope, settleSupportGrantJob, due);
    return { result: due.length, subject: null };
  },
});

export const findSupportToSettleJob = job({
  name: 'support-to-settle',
  for: 'platform',
  does: [findSupportToSettle],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findSupportToSettle, {})),
});
