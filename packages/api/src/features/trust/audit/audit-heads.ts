import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** The end of a tenant's chain at a moment. */
export interface AuditHead {
  resellerId: string;
  position: number;
  hash: string;
}

/** Where each tenant's chain ends. [S81] */
export const auditHeads = verb({
  name: 'auditHeads',
  permission: 'system',
  input: input('AuditHeadsInput', {}),
  async run(scope) {
    const heads = await scope.sql<AuditHead>(
      `select reseller_id as "resellerId", position, encode(hash, 'hex') as hash from audit_chain where position > 0`,
    );
    return { result: heads, subject: null };
  },
});

/**
 * Says every hour where each chain ends, in the process's log, which is kept elsewhere: whoever may change everything in the
 * database can take the last entries away, and the note of the end with them, but not what was said. `verify-audit` compares.
 */
export const auditHeadsJob = job({
  name: 'audit-heads',
  for: 'platform',
  does: [auditHeads],
  payload: z.object({}),
  cron: '7 * * * *',
  async run(setting) {
    for (const head of await perform(setting, auditHeads, {})) setting.log.info(head, 'end of audit chain');
  },
});
