import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { chaseCustomers } from './chase-customers.ts';
import { CHASING_TIME } from './plan-chasing.ts';

async function chase(setting: Setting, issuerId: string): Promise<void> {
  while ((await perform(setting, chaseCustomers, { issuerId })) === 'MORE');
}

export const chaseCustomersJob = job({
  name: 'chase-customers',
  for: 'tenant',
  does: [chaseCustomers],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  run: (setting, { resellerId }) => chase(setting, resellerId),
});

/** What the platform issues concerns many tenants. */
export const chasePlatformsCustomersJob = job({
  name: 'chase-customers-of-platform',
  for: 'platform',
  does: [chaseCustomers],
  priority: 'last',
  payload: z.object({ issuerId: z.string() }),
  run: (setting, { issuerId }) => chase(setting, issuerId),
});

/** Finds the issuers who chase, and has the customers of each reminded. [B7] */
export const findChasing = verb({
  name: 'findChasing',
  permission: 'system',
  input: input('FindChasingInput', {}),
  async run(scope) {
    const issuers = await scope.sql<{ id: string; isPlatform: boolean }>(
      `select r.id, r.is_platform as "isPlatform" from chasing_policy p join reseller r on r.id = p.issuer_id
        where p.active and p.company_id is null and p.group_id is null and p.reseller_id = p.issuer_id`,
    );
    await enqueueAll(
      scope,
      chaseCustomersJob,
      issuers.filter(({ isPlatform }) => !isPlatform).map(({ id: resellerId }) => ({ resellerId })),
    );
    for (const { id: issuerId } of issuers.filter(({ isPlatform }) => isPlatform))
      await enqueue(scope, chasePlatformsCustomersJob, { issuerId });
    return { result: issuers.length, subject: null };
  },
});

export const findChasingJob = job({
  name: 'chasing',
  for: 'platform',
  does: [findChasing],
  payload: z.object({}),
  cron: `${CHASING_TIME.minute} ${CHASING_TIME.hour} * * *`,
  run: async (setting) => void (await perform(setting, findChasing, {})),
});
