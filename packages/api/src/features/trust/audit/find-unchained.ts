import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { chainAuditJob } from './chain-audit.ts';

/** Finds the tenants with entries that have no place in their chain yet. [D9] */
export const findUnchained = verb({
  name: 'findUnchained',
  permission: 'system',
  input: input('FindUnchainedInput', {}),
  async run(scope) {
    const tenants = await scope.sql<{ resellerId: string }>(
      `select id as "resellerId" from reseller r
        where exists (select from audit_entry e where e.reseller_id = r.id and e.position is null)`,
    );
    await enqueueAll(scope, chainAuditJob, tenants);
    return { result: tenants.length, subject: null };
  },
});

export const findUnchainedJob = job({
  name: 'unchained-audit',
  for: 'platform',
  does: [findUnchained],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findUnchained, {})),
});
