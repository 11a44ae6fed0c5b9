import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Throws NOT_FOUND unless all of these rows are there and visible. */
export async function assertThere(
  scope: Scope,
  table: 'reseller' | 'tenant_group',
  ids: readonly string[],
): Promise<void> {
  const found = await scope.sql(`select from ${table} where id = any($1)`, [ids]);
  if (found.length < new Set(ids).size) throw notFound(table.replace('_', ' '));
}
