import { createHash } from 'node:crypto';
import type { Level } from '@steward/shared';
import type pg from 'pg';
import { StartError } from './start-error.ts';
import { type Access, allTables, columnOf, type TableDefinition, type TenantColumns } from './table.ts';

/** Every role that touches rows; none is an owner, a superuser or may bypass row security. [S3] */
const ROLES: Record<keyof Access, string> = {
  platform: 'steward_platform',
  reseller: 'steward_reseller',
  company: 'steward_company',
  endUser: 'steward_end_user',
  worker: 'steward_worker',
  anonymous: 'steward_anonymous',
  gate: 'steward_gate',
};
export const SERVING_ROLES: readonly string[] = Object.values(ROLES);

const COMMANDS = { s: 'select', i: 'insert', u: 'update', d: 'delete' } as const;
const LEVEL_OF: Partial<Record<keyof Access, Level>> = {
  platform: 'PLATFORM',
  reseller: 'RESELLER',
  company: 'COMPANY',
  endUser: 'END_USER',
};

/** A setting of the scope, read once per statement. [S4] */
export const setting = (name: string): string =>
  `(select nullif(current_setting('steward.${name}', true), '')::uuid)`;

/** SQL: the day it is in London by the scope's clock, read once per statement. */
export const today = `(select (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date)`;

/**
 * The rows a role reaches: those whose tenant columns, down to the role's own level, are the scope's. A table without
 * the deeper columns is compared as far as it has them. Without a scope every comparison is with null: no rows. [S6]
 */
export function rowCondition(role: keyof Access, tenant: TenantColumns): string {
  const reseller = `${tenant.reseller} = ${setting('reseller_id')}`;
  const company = tenant.company ? `${tenant.company} = ${setting('company_id')}` : undefined;
  const endUser = tenant.endUser ? `${tenant.endUser} = ${setting('end_user_id')}` : undefined;
  const all = (...conditions: (string | undefined)[]) => conditions.filter(Boolean).join(' and ');
  switch (role) {
    case 'platform':
      return `${setting('membership_id')} is not null`;
    case 'reseller':
    case 'worker':
      return reseller;
    case 'company':
      return all(reseller, company);
    case 'endUser':
      return all(reseller, company, endUser);
    case 'gate':
      return 'true';
    case 'anonymous':
      return 'false';
  }
}

function protectTable({ table, options, restricted }: TableDefinition): string[] {
  const statements = [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
  ];
  for (const [role, letters] of Object.entries(options.may) as [keyof Access, string][]) {
    const condition =
      options.rows?.[role] ??
      (role === 'gate' ? 'true' : options.tenant === 'none' ? undefined : rowCondition(role, options.tenant));
    if (!condition) throw new Error(`The table ${table} has no tenant: say which rows ${role} reaches.`);
    const write = options.writes?.[role];
    const both = write ? `(${condition}) and (${write})` : condition;
    const policy = (suffix: string, command: string, clauses: string) =>
      `create policy ${columnOf(role)}_${suffix} on ${table} for ${command} to ${ROLES[role]} ${clauses}`;
    if (letters.includes('s')) statements.push(policy('select', 'select', `using (${condition})`));
    if (letters.includes('i')) statements.push(policy('insert', 'insert', `with check (${both})`));
    if (letters.includes('u'))
      statements.push(policy('update', 'update', `using (${both}) with check (${both})`));
    if (letters.includes('d')) statements.push(policy('delete', 'delete', `using (${both})`));
    const level = LEVEL_OF[role];
    const hidden = [...restricted]
      .filter(([, levels]) => level && !levels.includes(level))
      .map(([column]) => column);
    const changes = options.changes?.[role];
    const commands = [...letters]
      .filter((letter) => !(changes && letter === 'u'))
      .map((letter) => COMMANDS[letter as keyof typeof COMMANDS]);
    if (changes)
      statements.push(`grant update (${changes.map(columnOf).join(', ')}) on ${table} to ${ROLES[role]}`);
    // What a role may not read it may not change either; it may give it when it makes a row.
    const narrowed = (command: string): boolean =>
      hidden.length > 0 && (command === 'select' || command === 'update');
    const byColumn = commands.filter(narrowed);
    const plain = commands.filter((command) => !narrowed(command));
    if (plain.length) statements.push(`grant ${plain.join(', ')} on ${table} to ${ROLES[role]}`);
    for (const command of byColumn) {
      statements.push(
        `select steward_grant_columns('${command}', '${table}', '${ROLES[role]}', '{${hidden.join(',')}}')`,
      );
    }
  }
  return statements;
}

/** The whole protection as SQL, made anew from the registry; run by the owner after every migration. */
function protectionSql(): string {
  return [
    `do $$ declare p record; begin
       for p in select tablename, policyname from pg_policies where schemaname = 'steward' loop
         execute format('drop policy %I on steward.%I', p.policyname, p.tablename);
       end loop; end $$`,
    `revoke all on all tables in schema steward from public, steward_app, steward_jobs, ${SERVING_ROLES.join(', ')}`,
    'grant select on migration, protection to steward_app',
    ...allTables().flatMap(protectTable),
  ].join(';\n');
}

const registryDigest = (): string => createHash('sha256').update(protectionSql()).digest('hex');

/** Everything in the catalogue that row security rests on, as one digest. */
const CATALOGUE = `
  select encode(sha256(convert_to(string_agg(fact, E'\\n' order by fact), 'UTF8')), 'hex') as digest from (
    select format('table %s %s %s %s', c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl) as fact
      from pg_class c where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select format('column %s.%s %s', c.relname, a.attname, a.attacl) from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'steward'::regnamespace and c.relkind = 'r' and a.attacl is not null
    union all
    select format('policy %s %s %s %s %s %s %s', tablename, policyname, permissive, roles, cmd, qual, with_check)
      from pg_policies where schemaname = 'steward'
    union all
    select format('function %s %s %s %s %s %s', p.oid::regprocedure, p.proowner::regrole, p.prosecdef, p.proconfig, p.proacl, md5(pg_get_functiondef(p.oid)))
      from pg_proc p where p.pronamespace = 'steward'::regnamespace
    union all
    select format('trigger %s.%s %s %s', c.relname, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'steward'::regnamespace and not t.tgisinternal
    union all
    select format('role %s %s %s %s %s', rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication) from pg_roles where rolname like 'steward\\_%'
    union all
    select format('member %s of %s %s %s', m.member::regrole, m.roleid::regrole, m.inherit_option, m.set_option) from pg_auth_members m
      where m.roleid::regrole::text like 'steward\\_%'
  ) facts`;

/** Applies the protection and notes what it looks like; called by the owner inside the migration's transaction. */
export async function applyProtection(owner: pg.ClientBase): Promise<void> {
  await owner.query(protectionSql());
  await owner.query('delete from protection');
  await owner.query(
    `insert into protection (registry, catalogue) select $1, digest from (${CATALOGUE}) now_applied`,
    [registryDigest()],
  );
}

/**
 * Refuses to serve if the login is too powerful, a role may bypass row security, or the protection of any table
 * differs from what the code says. Throws StartError. [S2] [S3]
 */
export async function assertProtection(client: pg.ClientBase): Promise<void> {
  const powers = await client.query<{ role: string }>(
    `select rolname as role from pg_roles
      where (rolname = any($1) or rolname = session_user) and (rolsuper or rolbypassrls or rolcreaterole or rolreplication)
     union all
     select session_user from pg_class c
      where c.relnamespace = 'steward'::regnamespace and pg_has_role(session_user, c.relowner, 'member') limit 1`,
    [SERVING_ROLES],
  );
  if (powers.rows[0]) {
    throw new StartError(
      `The database role ${powers.rows[0].role} could pass row security (superuser, BYPASSRLS, CREATEROLE, REPLICATION or owner): DATABASE_URL must name the login steward_app.`,
    );
  }
  const noted = await client.query<{ registry: string; same: boolean }>(
    `select registry, catalogue = (${CATALOGUE}) as same from protection`,
  );
  if (noted.rows[0]?.registry !== registryDigest() || !noted.rows[0].same) {
    throw new StartError(
      'The row security of the database differs from what this version expects: run "pnpm migrate" as the owner before serving.',
    );
  }
}
