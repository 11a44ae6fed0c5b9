import { addDays, addMonths, localDate, type PlainDate } from '@steward/shared';
import { canEnd, goesWhole, mustStay } from '../../../../kernel/forgetting.ts';
import { finds, labelOf, SOLE_PERSON } from '../../../../kernel/held.ts';
import { retentionRule } from '../../../../kernel/personal-data.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { allTables, columnOf, type TableDefinition } from '../../../../kernel/table.ts';
import { TenantKey } from '../../../../kernel/tenant-key.ts';
import { readTerms, type Tenant } from '../../retention/index.ts';
import { toldOf } from '../archive/tenant-archive.ts';
import type { DeletedTable } from './tenant-deletion.entity.ts';

/** A row is still referred to. */
const HELD_BY_A_KEY = '23503';

/** The tables in which there can be something that is a tenant's own; its keys are seen to apart. */
export const tablesOfTenant = ({ companyId }: Tenant): TableDefinition[] =>
  allTables().filter(
    ({ class: one, options: { tenant } }) =>
      one !== TenantKey && tenant !== 'none' && (companyId === null || tenant.company !== undefined),
  );

/**
 * Deletes a tenant that has left: every row goes that no law and no promise of years keeps. Where something that is kept refers to a
 * row, what is of anybody in it is emptied. What is kept goes in its time, by the nights. Says what became of each table. [S20]
 */
export async function forgetTenant(scope: Scope, tenant: Tenant): Promise<DeletedTable[]> {
  const tables = tablesOfTenant(tenant);
  const { personIds } = await toldOf(scope, tenant);
  await scope.sql(
    tenant.companyId
      ? `update company set deleted_at = coalesce(deleted_at, $2), status = 'SUSPENDED', left_on = coalesce(left_on, $3) where id = $1`
      : `update reseller set deleted_at = coalesce(deleted_at, $2), status = 'SUSPENDED', left_on = coalesce(left_on, $3) where id = $1`,
    [tenant.companyId ?? tenant.resellerId, scope.now, localDate(scope.now)],
  );
  const before = await countsOf(scope, tenant, tables);
  const signIns = await forgetSignIns(scope, tenant, personIds);
  const there = tables.filter((table) => before.has(table.table));
  await clear(scope, tenant, there.filter(goesWhole));
  const after = await countsOf(scope, tenant, tables);
  const until = await untilOf(scope, tenant, there.filter(mustStay));
  const lines = there.map((definition): DeletedTable => {
    const { table, options } = definition;
    const { words, because } = retentionRule(options.data.kept);
    const left = after.get(table) ?? 0;
    const stays = mustStay(definition);
    return {
      table,
      what: labelOf(definition),
      gone: (before.get(table) ?? 0) - left,
      emptied: stays ? 0 : left,
      kept: stays ? left : 0,
      rule: options.data.kept,
      why: stays
        ? options.data.ends?.startsWith('never')
          ? `For good: ${options.data.ends.slice('never: '.length)}`
          : `${words}: ${because}`
        : left
          ? 'Nothing asks for it to be kept; something that is kept refers to what is left of it'
          : 'Nothing asks for it to be kept',
      until: until.get(table) ?? null,
    };
  });
  return [...lines, ...signIns].sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** How many rows there are, by table, where there are any. */
async function countsOf(
  scope: Scope,
  tenant: Tenant,
  tables: readonly TableDefinition[],
): Promise<Map<string, number>> {
  const found = await scope.counted<{ table: string; count: number }>(
    tenant,
    `select * from (${tables
      .map(({ table }) => `select '${table}' as "table", count(*)::integer as count from "${table}"`)
      .join(' union all ')}) counts where count > 0`,
    [],
  );
  return new Map(found.map(({ table, count }) => [table, count]));
}

/** Does it, unless something refers to a row; then nothing of it is done. */
async function unlessReferred(scope: Scope, act: () => Promise<unknown>): Promise<boolean> {
  await scope.sql('savepoint deleting');
  try {
    await act();
    await scope.sql('release savepoint deleting');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== HELD_BY_A_KEY) throw error;
    await scope.sql('rollback to savepoint deleting');
    return false;
  }
}

/** Deletes the rows of tables, those that others refer to after these; empties what stays. */
async function clear(scope: Scope, tenant: Tenant, tables: TableDefinition[]): Promise<void> {
  let waiting = tables;
  for (let before = Number.POSITIVE_INFINITY; waiting.length && waiting.length < before; ) {
    before = waiting.length;
    const referred: TableDefinition[] = [];
    for (const one of waiting)
      if (!(await unlessReferred(scope, () => scope.clear(one.class, tenant)))) referred.push(one);
    waiting = referred;
  }
  for (let gone = 1; gone; ) {
    gone = 0;
    for (const one of waiting) gone += await scope.clear(one.class, tenant, true);
  }
  for (const one of waiting)
    if (one.options.data.ends === 'values' && canEnd(one)) await scope.forget(one.class, tenant, 'true');
}

/** Forgets the sign-ins that opened nothing else: they are no tenant's tables. */
async function forgetSignIns(
  scope: Scope,
  tenant: Tenant,
  personIds: readonly string[],
): Promise<DeletedTable[]> {
  const lines: DeletedTable[] = [];
  const ofPeople = allTables().flatMap((definition) => {
    const found = definition.options.tenant === 'none' ? finds(definition) : undefined;
    return found?.includes(SOLE_PERSON)
      ? [{ definition, where: found.replaceAll(SOLE_PERSON, 'any ($1::uuid[])') }]
      : [];
  });
  // What is found by way of a session goes before it.
  for (const { definition, where } of ofPeople.sort((a, b) => b.where.length - a.where.length)) {
    const count = await scope.forget(definition.class, tenant, where, [personIds]);
    if (!count) continue;
    const { ends, kept: rule } = definition.options.data;
    const row = ends === 'row';
    lines.push({
      ...{ table: definition.table, what: labelOf(definition), rule, kept: 0, until: null },
      ...{ gone: row ? count : 0, emptied: row ? 0 : count },
      why: row ? 'Nothing asks for it to be kept' : 'What is kept refers to it',
    });
  }
  return lines;
}

/** By table, the day on which the last of what is kept is over. */
async function untilOf(
  scope: Scope,
  tenant: Tenant,
  tables: readonly TableDefinition[],
): Promise<Map<string, PlainDate>> {
  const terms = await readTerms(scope, tenant);
  const ending = tables.filter(({ options }) => !options.data.ends?.startsWith('never'));
  if (!ending.length) return new Map();
  const found = await scope.counted<{ table: string; began: PlainDate | null }>(
    tenant,
    ending
      .map(({ table, options: { data } }) => {
        const began = data.since ? `max(t."${columnOf(data.since)}"::timestamptz)::date::text` : 'null';
        return `select '${table}' as "table", ${began} as began from "${table}" t`;
      })
      .join(' union all '),
    [],
  );
  const today = localDate(scope.now);
  return new Map(
    found.flatMap(({ table, began }) => {
      const kept = ending.find((one) => one.table === table)?.options.data.kept;
      const term = terms.find(({ rule }) => rule === kept);
      if (!term || (term.months === null && term.days === null)) return [];
      const from = began ?? today;
      return [
        [table, term.months === null ? addDays(from, term.days ?? 0) : addMonths(from, term.months)] as const,
      ];
    }),
  );
}
