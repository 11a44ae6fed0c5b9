import { allTables, type TableDefinition } from '../../src/kernel/table.ts';
import type { World } from '../../src/kernel/testing/world.ts';
import { type Role, reachable } from './reach.ts';
import type { Tenant } from './rows.ts';

/** Somebody whose reach is known. */
export interface Reacher {
  role: Role;
  tenant: Tenant;
  /** Ids by table: what they reach, and what they do not. */
  own: Map<string, string[]>;
  others: Map<string, string[]>;
}

/** A row that came, went or became different: its table and id; if it is not there any more, what it held. */
interface ChangedRow {
  table: string;
  id: string;
  gone: object | null;
}

/** The ids of a table for which a condition holds, oldest first. */
export async function idsWhere(
  world: World,
  { table }: TableDefinition,
  condition: string,
): Promise<string[]> {
  const rows = await world.sql<{ id: string }>(`select id from ${table} where ${condition} order by id`);
  return rows.map(({ id }) => id);
}

/** What somebody reaches and what not, by table, as it is now. */
export async function reachOf(world: World, role: Role, tenant: Tenant): Promise<Reacher> {
  const own = new Map<string, string[]>();
  const others = new Map<string, string[]>();
  for (const definition of allTables()) {
    const condition =
      role === 'anonymous' || role === 'platform'
        ? String(role === 'platform')
        : reachable(definition, role, tenant);
    own.set(definition.table, await idsWhere(world, definition, condition));
    others.set(definition.table, await idsWhere(world, definition, `(${condition}) is not true`));
  }
  return { role, tenant, own, others };
}

/**
 * Has every change of a row noted, but for these tables, and answers how to ask what has changed since it was last asked. Triggers
 * of the test’s own database see each writer and each row, also what one row takes with it.
 */
export async function noteChanges(
  world: World,
  except: readonly string[],
): Promise<() => Promise<ChangedRow[]>> {
  const tables = allTables().filter(({ table }) => !except.includes(table));
  await world.sql(`
    create schema noted;
    create table noted.change (number bigint generated always as identity, of_table text, id text, former jsonb, was text, becomes text);
    create function noted.note() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    begin
      insert into noted.change (of_table, id, former, was, becomes)
        values (tg_table_name, coalesce(new.id, old.id), to_jsonb(old), md5(old::text), md5(new::text));
      return null;
    end $$;
    ${tables
      .map(
        ({ table }) =>
          `create trigger noted_change after insert or update or delete on ${table} for each row execute function noted.note();`,
      )
      .join('\n')}`);
  return () =>
    world.sql<ChangedRow>(`
      with taken as (delete from noted.change returning *),
        row as (
          select of_table, id, (array_agg(former order by number))[1] as former, (array_agg(was order by number))[1] as was,
            (array_agg(becomes order by number desc))[1] as becomes
          from taken group by of_table, id
        )
      select of_table as table, id, case when becomes is null then former end as gone
      from row where was is distinct from becomes order by 1, 2`);
}

/** Those of these rows that were not theirs, or are not now. */
export async function foreignAmong(
  world: World,
  { role, tenant, others }: Reacher,
  changed: readonly ChangedRow[],
): Promise<string[]> {
  if (role === 'platform') return [];
  const found: string[] = [];
  for (const { table, id, gone } of changed) {
    const definition = allTables().find((one) => one.table === table) as TableDefinition;
    const condition = role === 'anonymous' ? 'false' : reachable(definition, role, tenant);
    const rows = gone ? `jsonb_populate_record(null::${table}, $1)` : table;
    const theirs = await world.sql(
      `select from ${rows} where ${gone ? condition : `id = $1 and (${condition})`}`,
      [gone ? JSON.stringify(gone) : id],
    );
    if (others.get(table)?.includes(id) || !theirs.length) found.push(`${table} ${id}`);
  }
  return found;
}
