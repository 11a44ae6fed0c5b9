import { createHash } from 'node:crypto';
import { id, localDate } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../../kernel/assign.ts';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { erases } from '../../retention/index.ts';
import { destroyKeyOf } from './destroy-key.ts';
import { forgetTenant } from './forget-tenant.ts';
import { type DeletedTable, TenantDeletion } from './tenant-deletion.entity.ts';
import { whyKept } from './why-kept.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** SHA-256 over what became of each table: a report that was changed afterwards does not fit it. */
export const digestOf = (id: string, tables: readonly DeletedTable[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        id,
        tables.map(({ table, gone, emptied, kept, rule, until }) => [
          table,
          gone,
          emptied,
          kept,
          rule,
          until,
        ]),
      ]),
    )
    .digest('hex');

/** As which it stands in the list of what is erased once more after a restore. [S90] */
const KIND = 'TENANT';
erases(
  KIND,
  async (scope, { resellerId, companyId }) => {
    const tenant = { resellerId, companyId };
    const tables = await forgetTenant(scope, tenant);
    await destroyKeyOf(scope, tenant);
    return tables.some(({ gone }) => gone > 0);
  },
  'platform',
);

/** Deletes a tenant in one transaction: all of it or nothing, and twice is once. A hold that came since ends it, with nothing done. [S20] */
export const carryOutDeletion = verb({
  name: 'carryOutDeletion',
  permission: 'system',
  input: input('CarryOutDeletionInput', { id: id() }),
  async run(scope, { id: deletionId }, { erasures }) {
    const deletion = await loadLocked(scope, TenantDeletion, deletionId);
    const { resellerId, companyId, departureId, reference, state } = deletion;
    if (state !== 'RUNNING') return { result: false, subject: null };
    const tenant = { resellerId, companyId };
    const subject = { type: 'TenantDeletion', id: deletionId, resellerId, companyId, reference };
    const kept = await whyKept(scope, tenant);
    if (kept) {
      Object.assign(deletion, { state: 'FAILED', doneAt: scope.now, failure: kept });
      return { result: false, subject: { ...subject, changed: { state: ['RUNNING', 'FAILED'] as const } } };
    }
    const tables = await forgetTenant(scope, tenant);
    const destroyed = await destroyKeyOf(scope, tenant);
    const digest = digestOf(deletionId, tables);
    const totals = {
      gone: sum(tables.map(({ gone }) => gone)),
      emptied: sum(tables.map(({ emptied }) => emptied)),
      kept: sum(tables.map((one) => one.kept)),
    };
    Object.assign(deletion, { state: 'DONE', doneAt: scope.now, tables, digest, ...totals });
    if (destroyed) deletion.keyDestroyedAt = scope.now;
    await scope.flush();
    await scope.sql(`update departure set state = 'DELETED' where id = $1`, [departureId]);
    const subjectId = companyId ?? resellerId;
    await erasures.note({ at: scope.now.toISOString(), kind: KIND, resellerId, companyId, subjectId });
    scope.hint({ kind: 'Departure', id: departureId, resellerId });
    const changed = {
      state: ['RUNNING', 'DONE'],
      gone: [0, totals.gone],
      kept: [0, totals.kept],
      digest: [null, digest],
    } as const;
    return { result: true, subject: { ...subject, changed } };
  },
});

export const carryOutDeletionJob = job({
  name: 'carry-out-deletion',
  for: 'platform',
  does: [carryOutDeletion],
  payload: z.object({ deletionId: z.string() }),
  run: async (setting, { deletionId }) => void (await perform(setting, carryOutDeletion, { id: deletionId })),
});

/** Destroys the keys of deleted tenants of which nothing sealed must be kept any more. [S20] [S55] */
export const destroyLeftKeys = verb({
  name: 'destroyLeftKeys',
  permission: 'system',
  input: input('DestroyLeftKeysInput', {}),
  async run(scope) {
    const waiting = await scope.sql<{
      id: string;
      resellerId: string;
      companyId: string | null;
      reference: string;
    }>(
      `select id, reseller_id as "resellerId", company_id as "companyId", reference from tenant_deletion
        where state = 'DONE' and key_destroyed_at is null order by id`,
    );
    const subjects = [];
    for (const { id: deletionId, reference, ...tenant } of waiting) {
      if (!(await destroyKeyOf(scope, tenant))) continue;
      await scope.sql('update tenant_deletion set key_destroyed_at = $2 where id = $1', [
        deletionId,
        scope.now,
      ]);
      const changed = { keyDestroyedAt: [null, localDate(scope.now)] } as const;
      subjects.push({ type: 'TenantDeletion', id: deletionId, ...tenant, reference, changed });
    }
    return { result: subjects.length, subject: subjects };
  },
});

/** Every night, after what is over has gone. */
export const destroyLeftKeysJob = job({
  name: 'destroy-left-keys',
  for: 'platform',
  does: [destroyLeftKeys],
  payload: z.object({}),
  cron: '45 5 * * *',
  run: async (setting) => void (await perform(setting, destroyLeftKeys, {})),
});
