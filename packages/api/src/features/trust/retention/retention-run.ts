import { createHash } from 'node:crypto';
import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import type { RetentionRule } from '../../../kernel/personal-data.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { allTables } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { countDue, forgetDue, type Ground, groundOf, tablesOf } from './due.ts';
import type { Tenant } from './matrix.ts';
import { RetentionRun, type RetentionTally } from './retention.entity.ts';
import { heldBack, sum } from './retention-preview.ts';

/** Of a table of which not everything went that is over. */
const REFERRED_TO = 'Something that is kept longer refers to it.';
/** Rows of one transaction: a night's work never holds up a day's. */
const AT_ONCE = 500;

/** A run that is under way, with the tables of which something is to go. */
export interface UnderWay {
  runId: string;
  tables: string[];
}

/** The work of a run that is there already, which broke off, or of a new one. */
const underWay = ({ id: runId, tables }: Pick<RetentionRun, 'id' | 'tables'>): UnderWay => ({
  runId,
  tables: tables.map(({ table }) => table),
});

/**
 * Takes up the run of a tenant that broke off, or begins one: if anything is over, and if it is not just what was held the night
 * before as well. [D4] [S84]
 */
export const beginRetentionRun = verb({
  name: 'beginRetentionRun',
  permission: 'system',
  input: input('BeginRetentionRunInput', { resellerId: id(), companyId: id().nullable() }),
  async run(scope, tenant): Promise<{ result: UnderWay | null; subject: null }> {
    const [broken] = await scope.sql<Pick<RetentionRun, 'id' | 'tables'>>(
      `select id, tables from retention_run where state = 'RUNNING' and reseller_id = $1 and company_id is not distinct from $2 for update`,
      [tenant.resellerId, tenant.companyId],
    );
    if (broken) return { result: underWay(broken), subject: null };
    const ground = await groundOf(scope, tenant);
    const tables = await talliesOf(scope, ground);
    const free = tables.some(({ due, held }) => due > held);
    if (!tables.length || (!free && (await wasSaid(scope, tenant, tables))))
      return { result: null, subject: null };
    const row = await scope.insert(RetentionRun, {
      id: newId(),
      ...tenant,
      state: 'RUNNING',
      startedAt: scope.now,
      finishedAt: null,
      gone: 0,
      held: sum(tables.map(({ held }) => held)),
      tables: tables.map(({ due: _due, ...tally }) => tally),
      hash: null,
    });
    return { result: underWay(row), subject: null };
  },
});

async function talliesOf(scope: Scope, ground: Ground): Promise<(RetentionTally & { due: number })[]> {
  const counted = await countDue(scope, ground);
  return tablesOf(ground).flatMap(({ table, options }) => {
    const ofTable = counted.filter((one) => one.table === table);
    if (!ofTable.length) return [];
    const rule: RetentionRule = options.data.kept;
    return {
      ...{ table, rule, before: ground.before.get(rule) as string, gone: 0, problem: null },
      due: sum(ofTable.map(({ due }) => due)),
      held: sum(ofTable.map(({ held }) => held)),
      holds: heldBack(ground.holds, ofTable),
    };
  });
}

/** Whether the last run of the tenant has said already that just these are held. */
async function wasSaid(
  scope: Scope,
  { resellerId, companyId }: Tenant,
  tables: readonly RetentionTally[],
): Promise<boolean> {
  const [last] = await scope.sql<Pick<RetentionRun, 'tables'>>(
    `select tables from retention_run where reseller_id = $1 and company_id is not distinct from $2 order by started_at desc, id desc limit 1`,
    [resellerId, companyId],
  );
  const held = (tallies: readonly RetentionTally[] = []) =>
    JSON.stringify(
      tallies.flatMap(({ table, held: count, holds }) =>
        count ? [[table, count, holds.map(({ reference, count: n }) => [reference, n])]] : [],
      ),
    );
  return last !== undefined && held(last.tables) === held(tables);
}

/** Forgets the next few rows of a table of a run; a hold that was placed since it began is heeded. How many went. [D4] */
export const forgetBatch = verb({
  name: 'forgetBatch',
  permission: 'system',
  input: input('ForgetBatchInput', { runId: id(), table: z.string() }),
  async run(scope, { runId, table }) {
    const run = await loadLocked(scope, RetentionRun, runId);
    const definition = allTables().find((one) => one.table === table);
    if (run.state === 'DONE' || !definition) return { result: 0, subject: null };
    const ground = await groundOf(scope, run);
    const isStill = tablesOf(ground).includes(definition);
    const gone = isStill ? await forgetDue(scope, ground, definition, AT_ONCE) : 0;
    run.gone += gone;
    run.tables = run.tables.map((tally) =>
      tally.table === table ? { ...tally, gone: tally.gone + gone } : tally,
    );
    return { result: gone, subject: null };
  },
});

/** Ends a run: what is held is counted once more, and the whole is sealed with a hash that hangs on the one before. [D4] [S84] */
export const endRetentionRun = verb({
  name: 'endRetentionRun',
  permission: 'system',
  input: input('EndRetentionRunInput', {
    runId: id(),
    failed: z.array(z.string()),
  }),
  async run(scope, { runId, failed }) {
    const run = await loadLocked(scope, RetentionRun, runId);
    if (run.state === 'DONE') return { result: run.id, subject: null };
    const { resellerId, companyId } = run;
    const [last] = await scope.sql<{ hash: string }>(
      `select hash from retention_run where state = 'DONE' and reseller_id = $1 and company_id is not distinct from $2
        order by started_at desc, id desc limit 1`,
      [resellerId, companyId],
    );
    const left = await talliesOf(scope, await groundOf(scope, run));
    run.tables = run.tables.map((tally) => {
      const still = left.find(({ table }) => table === tally.table);
      const problem = failed.includes(tally.table) ? REFERRED_TO : null;
      return { ...tally, held: still?.held ?? 0, holds: still?.holds ?? [], problem };
    });
    run.held = sum(run.tables.map(({ held }) => held));
    run.state = 'DONE';
    run.finishedAt = scope.now;
    run.hash = hashOf(run, last?.hash ?? null);
    const changed = { gone: [0, run.gone], held: [null, run.held], hash: [null, run.hash] } as const;
    return { result: run.id, subject: { type: 'RetentionRun', id: run.id, resellerId, companyId, changed } };
  },
});

/** What the audit log keeps of a run, which shows that nobody has changed it since. */
export function hashOf(run: RetentionRun, last: string | null): string {
  const { id: runId, resellerId, companyId, startedAt, finishedAt, tables } = run;
  const said = tables.map(({ table, rule, before, gone, held, holds, problem }) => [
    ...[table, rule, before, gone, held, problem],
    holds.map(({ reference, count }) => [reference, count]),
  ]);
  const moments = [startedAt.toISOString(), finishedAt?.toISOString() ?? null];
  return createHash('sha256')
    .update(JSON.stringify([runId, resellerId, companyId, moments, said, last]))
    .digest('hex');
}
