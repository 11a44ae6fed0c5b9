import { createHash } from 'node:crypto';
import type pg from 'pg';
import auditSql from './audit.sql?raw';
import jobsSql from './jobs.sql?raw';
import keysSql from './keys.sql?raw';
import scopeSql from './scope.sql?raw';
import { sqlOfTables } from './table-sql.ts';

/**
 * Functions and triggers stand in `.sql` files beside the feature they belong to. A file holds `create or replace function`
 * and `create or replace trigger` only. The comment line above a function says whose rights it runs with and who may call it:
 *
 *     -- runs as gate; called by anonymous
 *
 * Without the first half it belongs to the owner of the tables, without the second nobody calls it but triggers.
 * Migrating applies what has changed and takes away what no file holds any more.
 */
export interface Definition {
  kind: 'function' | 'trigger';
  /** `function enqueue`, `trigger subscription.keep_price`; there are no two functions of one name. */
  object: string;
  name: string;
  /** The trigger's table. */
  table: string;
  statement: string;
  owner: string;
  callers: readonly string[];
}

const definitions = new Map<string, Definition>();

const STATEMENT = /((?:^--.*\n)*)^create or replace (function|trigger) (\w+)/gm;
const RIGHTS = /^-- (?=runs as|called by)(?:runs as (\w+))?(?:; )?(?:called by ([\w, ]+))?$/;

/** What a file of functions and triggers holds; throws for anything else in it. */
export function definitionsOf(text: string): Definition[] {
  const found = [...text.matchAll(STATEMENT)];
  if (text.slice(0, found[0]?.index).trim())
    throw new Error(`A file of functions and triggers begins with: ${text.slice(0, 80)}`);
  return found.map((match, i) => {
    const [head, comment = '', kind, name = ''] = match;
    const body = text.slice(match.index + head.length, found[i + 1]?.index).trimEnd();
    const statement = head.slice(comment.length) + body;
    const end = kind === 'function' ? /^[\s\S]*(\$\w*\$)[\s\S]*\1;$/ : /^[^;]*;$/;
    if (!end.test(statement))
      throw new Error(`${kind} ${name}: a file holds functions and triggers, each whole, and nothing else.`);
    const [, owner, callers] = RIGHTS.exec(comment.trim().split('\n').at(-1) ?? '') ?? [];
    const table = (kind === 'trigger' && /\bon (\w+)/.exec(body)?.[1]) || '';
    return {
      kind: kind as Definition['kind'],
      object: kind === 'function' ? `function ${name}` : `trigger ${table}.${name}`,
      name,
      table,
      statement,
      owner: `steward_${owner ?? 'owner'}`,
      callers: callers?.split(', ').map((role) => `steward_${role}`) ?? [],
    };
  });
}

/** Declares the functions and triggers of a `.sql` file, imported with `?raw`; low floors come first. */
export function repeatableSql(...files: readonly string[]): void {
  for (const definition of files.flatMap(definitionsOf)) {
    if (definitions.has(definition.object)) throw new Error(`${definition.object} is defined twice.`);
    definitions.set(definition.object, definition);
  }
}

/** Every function and trigger there is to be: those of files, low floors first, then those that tables ask for by their words. */
export const repeatable = (): Definition[] => [...definitions.values(), ...definitionsOf(sqlOfTables())];

/** Functions and triggers as they are in the catalogue, as a relation `(object, made, call)`. */
const CATALOGUE = `
  select 'function ' || proname as object, oid::regprocedure::text as call,
      md5(format('%s %s %s', pg_get_functiondef(oid), proowner::regrole, proacl)) as made
    from pg_proc where pronamespace = 'steward'::regnamespace
  union all
  select format('trigger %s.%s', c.relname, t.tgname), format('%I on %I', t.tgname, c.relname),
      md5(format('%s %s', pg_get_triggerdef(t.oid), t.tgenabled))
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'steward'::regnamespace and not t.tgisinternal`;

const saidBy = (definition: Definition): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex');

/**
 * Makes the functions and triggers what their files say; called by the owner in the migration's transaction, after the
 * tables. What is as it was made, by the same words, is not touched.
 */
export async function applyRepeatableSql(owner: pg.ClientBase): Promise<void> {
  const { rows: there } = await owner.query<{ object: string; call: string; as_said: string | null }>(
    // One that has namesakes is not as it was made, whichever of them comes first.
    `select c.object, c.call, case when a.made = c.made and count(*) over (partition by c.object) = 1 then a.said end as as_said
       from (${CATALOGUE}) c left join applied a using (object)`,
  );
  const asSaid = new Map(there.map(({ object, as_said }) => [object, as_said]));
  const all = repeatable();
  const gone = there.filter(({ object }) => !all.some((definition) => definition.object === object));
  const changed = all.filter((definition) => asSaid.get(definition.object) !== saidBy(definition));
  if (!gone.length && !changed.length) return;

  const drop = async (kind: Definition['kind']): Promise<void> => {
    for (const { object, call } of gone)
      if (object.startsWith(`${kind} `)) await owner.query(`drop ${kind} ${call}`);
  };
  await drop('trigger');
  await owner.query('grant create on schema steward to steward_gate, steward_jobs');
  for (const definition of changed) {
    if (definition.kind === 'trigger') await owner.query(definition.statement);
    else await applyFunction(owner, definition);
  }
  // Functions go last: a trigger that stays may have called one until now.
  await drop('function');
  await owner.query('revoke create on schema steward from steward_gate, steward_jobs');

  await owner.query('delete from applied where object = any($1)', [
    [...gone, ...changed].map(({ object }) => object),
  ]);
  await owner.query(
    `insert into applied (object, said, made)
       select c.object, s.said, c.made from unnest($1::text[], $2::text[]) s (object, said) join (${CATALOGUE}) c using (object)`,
    [changed.map(({ object }) => object), changed.map(saidBy)],
  );
}

/** SQLSTATE: what a function gives back, or a parameter's name, cannot be replaced. */
const SHAPE_CHANGED = '42P13';

async function applyFunction(
  owner: pg.ClientBase,
  { name, statement, owner: as, callers }: Definition,
): Promise<void> {
  const calls = async (): Promise<string[]> =>
    (
      await owner.query<{ call: string }>(
        `select oid::regprocedure::text as call from pg_proc where pronamespace = 'steward'::regnamespace and proname = $1`,
        [name],
      )
    ).rows.map(({ call }) => call);
  const drop = async (unwanted: readonly string[]): Promise<void> => {
    for (const call of unwanted) await owner.query(`drop function ${call}`);
  };
  let before = await calls();
  // Of several namesakes nobody could tell which of them the statement is about to replace.
  if (before.length > 1) {
    await drop(before);
    before = [];
  }
  await owner.query('savepoint before_function');
  try {
    await owner.query(statement);
  } catch (error) {
    if ((error as { code?: string }).code !== SHAPE_CHANGED) throw error;
    await owner.query('rollback to savepoint before_function');
    await drop(before);
    await owner.query(statement);
  }
  const after = await calls();
  const made = after.find((call) => !before.includes(call)) ?? after[0];
  await drop(after.filter((call) => call !== made));
  await owner.query(`alter function ${made} owner to ${as}`);
  await owner.query(
    `do $$ declare grantee text; begin
       for grantee in select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') from pg_proc p, aclexplode(p.proacl) a
           where p.oid = '${made}'::regprocedure and a.grantee <> p.proowner loop
         execute format('revoke all on function ${made} from %s', grantee);
       end loop; end $$`,
  );
  if (callers.length) await owner.query(`grant execute on function ${made} to ${callers.join(', ')}`);
}

repeatableSql(scopeSql, keysSql, jobsSql, auditSql);
