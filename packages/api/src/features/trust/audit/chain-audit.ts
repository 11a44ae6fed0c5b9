import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** Entries that are given their places with one commit. */
const MOST = 1_000;

/** Gives the tenant's next entries their places in its chain; returns whether there may be more. [D9] [S81] */
export const chainAudit = verb({
  name: 'chainAudit',
  permission: 'system',
  input: input('ChainAuditInput', { resellerId: id() }),
  async run(scope, { resellerId }) {
    const [row] = await scope.sql<{ chained: number }>('select chain_audit_entries($1, $2) as chained', [
      resellerId,
      MOST,
    ]);
    return { result: row?.chained === MOST, subject: null };
  },
});

export const chainAuditJob = job({
  name: 'chain-audit',
  for: 'tenant',
  does: [chainAudit],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  async run(setting, { resellerId }) {
    while (await perform(setting, chainAudit, { resellerId }));
  },
});
