import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { findTenants } from './due.ts';
import type { Tenant } from './matrix.ts';
import { beginRetentionRun, endRetentionRun, forgetBatch } from './retention-run.ts';

/** Rows that others refer to go after those. */
const HELD_BY_A_KEY = '23503';
/** How often it is tried again what others referred to. */
const ROUNDS = 4;

/** Carries out what is over of a tenant, batch by batch: what breaks off is taken up where it stood. [D4] */
export async function carryOutRetention(setting: Setting, { resellerId, companyId }: Tenant): Promise<void> {
  const run = await perform(setting, beginRetentionRun, { resellerId, companyId });
  if (!run) return;
  let tables = run.tables;
  for (let round = 0; round < ROUNDS && tables.length; round++) {
    const failed: string[] = [];
    for (const table of tables) {
      try {
        while (await perform(setting, forgetBatch, { runId: run.runId, table }));
      } catch (error) {
        if ((error as { code?: string }).code !== HELD_BY_A_KEY) throw error;
        failed.push(table);
      }
    }
    tables = failed;
  }
  await perform(setting, endRetentionRun, { runId: run.runId, failed: tables });
}

export const carryOutRetentionJob = job({
  name: 'carry-out-retention',
  for: 'tenant',
  does: [beginRetentionRun, forgetBatch, endRetentionRun],
  priority: 'last',
  lane: 'retention',
  payload: z.object({ resellerId: z.string(), companyId: z.string().nullable() }),
  run: carryOutRetention,
});

/** Finds the tenants of whose data something is over; each is seen to in its own scope. [D4] [S84] */
export const findRetention = verb({
  name: 'findRetention',
  permission: 'system',
  input: input('FindRetentionInput', {}),
  async run(scope) {
    const tenants = await findTenants(scope);
    await enqueueAll(scope, carryOutRetentionJob, tenants);
    return { result: tenants.length, subject: null };
  },
});

/** Every night. */
export const findRetentionJob = job({
  name: 'find-retention',
  for: 'platform',
  does: [findRetention],
  payload: z.object({}),
  cron: '15 3 * * *',
  run: async (setting) => void (await perform(setting, findRetention, {})),
});
