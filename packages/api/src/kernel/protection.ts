import { createHash } from 'node:crypto';
import type { Level } from '@steward/shared';
import type pg from 'pg';
import { NOBODY, SEALER } from './actor.ts';
import type { Area } from './area.ts';
import { emptied, goesWhole, KEEPER, OF_DELETED } from './forgetting.ts';
import { personalColumns } from './personal-data.ts';
import { repeatable } from './repeatable-sql.ts';
import { builtInRolesSql } from './roles.ts';
import { StartError } from './start-error.ts';
import {
  type Access,
  allTables,
  columnOf,
  isHistory,
  type TableDefinition,
  type TableOptions,
  type TenantColumns,
} from './table.ts';

/** Every role that touches rows; none is an owner, a superuser or may bypass row security. [S3] */
const ROLES: Record<keyof Access, string> = {
  platform: 'steward_platform',
  reseller: 'steward_reseller',
  company: 'steward_company',
  endUser: 'steward_end_user',
  worker: 'steward_worker',
  anonymous: 'steward_anonymous',
  sealer: SEALER,
  gate: 'steward_gate',
};
export const SERVING_ROLES: readonly string[] = [...Object.values(ROLES), KEEPER];

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

/**
 * The same for a table of this area: null, and so no row, for a principal that does not reach the area, or, where rows
 * are to be changed, does not manage it.
 */
const within = (depth: Depth, name: string, area: Area | 'reference'): string =>
  area === 'reference' ? setting(name) : `(select ${depth}('${name}', '${area}'))`;
type Depth = 'reached' | 'managed';

/** SQL: whoever acts does so in their own right, not because a company has let them in for support. [S18] */
export const inOwnRight = `(select in_own_right())`;

/**
 * SQL: the value, or null for a principal that does not reach the area: a figure of rows that it does not see would be nought.
 *
 * @param company the id of the company whose rows are counted, which may have closed the area to its reseller
 */
export function whereReached(area: Area, value: string, company?: string): string {
  const closed = `(select nullif(current_setting('steward.closed_${area}', true), ''))::uuid[]`;
  const open = company ? ` and coalesce(${company} <> all (${closed}), true)` : '';
  return `case when ${within('reached', 'membership_id', area)} is not null${open} then ${value} end`;
}

/** SQL: the day it is in London by the scope's clock, read once per statement. */
export const today = `(select (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date)`;

/**
 * The rows a role reaches: those whose tenant columns, down to the role's own level, are the scope's, as far as the
 * principal reaches their area. A table without the deeper columns is compared as far as it has them. Without a scope
 * every comparison is with null: no rows. [S6]
 *
 * @param history for rows that stay where they happened: a company's own are so under every reseller it has had; foreign keys
 *   hold them to those.
 */
export function rowCondition(
  role: keyof Access,
  tenant: TenantColumns,
  history = false,
  area: Area | 'reference' = 'reference',
  depth: Depth = 'reached',
): string {
  const of = role === 'worker' ? 'reference' : area;
  const value = (name: string) => within(depth, name, of);
  const reseller = `${tenant.reseller} = ${value('reseller_id')}`;
  const company = tenant.company
    ? `${tenant.company} = ${history ? value('company_id') : setting('company_id')}`
    : undefined;
  const endUser = tenant.endUser ? `${tenant.endUser} = ${setting('end_user_id')}` : undefined;
  switch (role) {
    case 'platform':
      return `${value('membership_id')} is not null`;
    case 'reseller':
    case 'worker':
      return reseller;
    case 'company':
      return all(history ? undefined : reseller, company);
    case 'endUser':
      return all(history ? undefined : reseller, company, endUser);
    case 'sealer':
    case 'gate':
      return 'true';
    case 'anonymous':
      return 'false';
  }
}

/** All of these conditions. */
const all = (...conditions: (string | undefined)[]): string => {
  const said = conditions.filter((condition) => condition !== undefined);
  return said.length === 1 ? (said[0] as string) : said.map((condition) => `(${condition})`).join(' and ');
};

/** What narrows a principal beyond its tenant: the resellers that staff reach, the companies that keep this area to themselves. */
function reachCondition(
  role: keyof Access,
  { tenant, kept }: Pick<TableOptions, 'tenant' | 'kept'>,
  area: Area | 'reference',
  depth: Depth,
): string[] {
  if (tenant === 'none') return [];
  if (role === 'platform')
    return [`(${tenant.reseller} = any ((select listed_resellers())::uuid[])) = (select only_listed())`];
  if (role === 'reseller' && tenant.company && area !== 'reference') {
    const closed = depth === 'reached' ? 'closed_companies' : 'unmanaged_companies';
    const whatever = [`${tenant.company} is null`, ...(kept ? [kept] : [])].join(' or ');
    return [`(${whatever} or ${tenant.company} <> all ((select ${closed}('${area}'))::uuid[]))`];
  }
  return [];
}

/** The area which whoever changes rows must manage. */
const managedIn = ({ area, managedIn: said }: TableOptions): Area | 'reference' =>
  said === 'own' ? 'reference' : (said ?? area);

/** What is asked of a row that is written, beyond whose it is. */
function writesOf({ writes, ownRight }: TableOptions, role: keyof Access): string | undefined {
  const said = writes?.[role];
  if (!ownRight || !LEVEL_OF[role]) return said;
  return all(said, inOwnRight);
}

/** What one table is to have: `create policy` by name, and what is granted. */
interface Protection {
  table: string;
  policies: Map<string, string>;
  grants: Grant[];
}

interface Grant {
  role: string;
  command: string;
  /** The only columns it is for, or all columns but these. */
  columns?: readonly string[];
  except?: readonly string[];
}

function protectionOf(definition: TableDefinition): Protection {
  const { table, options, restricted } = definition;
  const policies = new Map<string, string>();
  const grants: Grant[] = [];
  const { tenant, area } = options;
  for (const [role, letters] of Object.entries(options.may) as [keyof Access, string][]) {
    const given = role === 'gate' ? 'true' : options.rows?.[role];
    if (!given && tenant === 'none')
      throw new Error(`The table ${table} has no tenant: say which rows ${role} reaches.`);
    const rows = (of: Area | 'reference', depth: Depth): string =>
      given ?? rowCondition(role, tenant as TenantColumns, isHistory(options), of, depth);
    const rowsWithin = (of: Area | 'reference', depth: Depth): string => {
      const inArea =
        given && of !== 'reference' && LEVEL_OF[role]
          ? `${within(depth, 'membership_id', of)} is not null`
          : undefined;
      return all(rows(of, depth), inArea, ...reachCondition(role, options, of, depth));
    };
    const condition = rowsWithin(area, 'reached');
    const own = options.own?.[role];
    const write = writesOf(options, role);
    const both = all(rowsWithin(managedIn(options), 'managed'), write);
    const policy = (command: string, clauses: string) => {
      const name = `${columnOf(role)}_${command}`;
      policies.set(name, `create policy ${name} on ${table} for ${command} to ${ROLES[role]} ${clauses}`);
    };
    if (letters.includes('s')) policy('select', `using (${own ? `(${own}) or (${condition})` : condition})`);
    if (letters.includes('i'))
      policy('insert', `with check (${options.notes ? all(rows('reference', 'managed'), write) : both})`);
    if (letters.includes('u')) policy('update', `using (${both}) with check (${both})`);
    if (letters.includes('d')) policy('delete', `using (${both})`);
    const level = LEVEL_OF[role];
    const hidden = [...restricted]
      .filter(([, levels]) => level && !levels.includes(level))
      .map(([column]) => column);
    const changes = options.changes?.[role];
    for (const letter of letters) {
      const grant = { role: ROLES[role], command: COMMANDS[letter as keyof typeof COMMANDS] };
      if (changes && letter === 'u') grants.push({ ...grant, columns: changes.map(columnOf) });
      // What a role may not read it may not change either; it may give it when it makes a row.
      else if (hidden.length && 'su'.includes(letter)) grants.push({ ...grant, except: hidden });
      else grants.push(grant);
    }
  }
  keep(definition, policies, grants);
  sealAnew(definition, policies, grants);
  return { table, policies, grants };
}

/** What the keeper may do follows from the table's data sheet. */
function keep(definition: TableDefinition, policies: Map<string, string>, grants: Grant[]): void {
  const { table, options } = definition;
  const { ends } = options.data;
  const personal = personalColumns(definition).length > 0;
  if (!personal && options.tenant === 'none') return;
  const rows = keeperRows(definition);
  const policy = (command: string, clauses: string) => {
    const name = `keeper_${command}`;
    policies.set(name, `create policy ${name} on ${table} for ${command} to ${KEEPER} ${clauses}`);
  };
  policy('select', `using (${rows} or ${EVERYONES})`);
  grants.push({ role: KEEPER, command: 'select' });
  if (ends === 'row') policy('delete', `using (${rows})`);
  else if (goesWhole(definition)) policy('delete', `using (${all(rows, ownOnly(definition), OF_DELETED)})`);
  if (policies.has('keeper_delete')) grants.push({ role: KEEPER, command: 'delete' });
  const columns = ends === 'values' ? emptied(definition).map(({ name }) => name) : [];
  if (!columns.length) return;
  policy('update', `using (${rows}) with check (${rows})`);
  grants.push({ role: KEEPER, command: 'update', columns });
}

/** What is a reseller's own is not its companies'. */
const ownOnly = ({ options: { tenant } }: TableDefinition): string | undefined =>
  tenant === 'none' || tenant.company ? undefined : `${setting('kept_company_id')} is null`;

/** What is sealed is put under other keys wherever it is, whatever anybody else may do there. [S55] */
function sealAnew(
  { table, options, sealed, secrets }: TableDefinition,
  policies: Map<string, string>,
  grants: Grant[],
): void {
  const columns = [...sealed, ...secrets].map(columnOf);
  if (!columns.length) return;
  const { tenant } = options;
  const whose = tenant === 'none' ? [] : [tenant.reseller, tenant.company].flatMap((column) => column ?? []);
  policies.set(
    'sealer_select',
    `create policy sealer_select on ${table} for select to ${SEALER} using (true)`,
  );
  policies.set(
    'sealer_update',
    `create policy sealer_update on ${table} for update to ${SEALER} using (true) with check (true)`,
  );
  grants.push(
    { role: SEALER, command: 'select', columns: [...new Set(['id', ...whose, ...columns])] },
    { role: SEALER, command: 'update', columns },
  );
}

/** What is over of all tenants is counted at once; it goes tenant by tenant. */
const EVERYONES = `${setting('kept_reseller_id')} = '${NOBODY}'`;

/** What the keeper reaches of a table: what is the company's wherever it happened, or its reseller's own. */
function keeperRows({ options }: TableDefinition): string {
  const { tenant } = options;
  const [reseller, company] = [setting('kept_reseller_id'), setting('kept_company_id')];
  if (tenant === 'none') return `${reseller} is not null`;
  if (!tenant.company) return `${tenant.reseller} = ${reseller}`;
  const ofCompany = isHistory(options)
    ? `${tenant.company} = ${company}`
    : `${tenant.reseller} = ${reseller} and ${tenant.company} = ${company}`;
  return `${ofCompany} or ${tenant.reseller} = ${reseller} and ${tenant.company} is null and ${company} is null`;
}

/** What the login that serves reads before it takes a role. */
const OF_THE_HOUSE: Protection[] = ['migration', 'protection'].map((table) => ({
  table,
  policies: new Map(),
  grants: [{ role: 'steward_app', command: 'select' }],
}));

const expected = (): Protection[] => [...allTables().map(protectionOf), ...OF_THE_HOUSE];

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const registryDigest = (): string =>
  digestOf(
    JSON.stringify([
      expected().map(({ table, policies, grants }) => [table, ...policies.values(), grants]),
      repeatable(),
      builtInRolesSql(),
    ]),
  );

/** Policies as they are in the catalogue, as a relation `("table", name, object, made)`. */
const POLICIES = `
  select tablename as "table", policyname as name, format('policy %s.%s', tablename, policyname) as object,
      md5(format('%s %s %s %s %s', permissive, roles, cmd, qual, with_check)) as made
    from pg_policies where schemaname = 'steward'`;

/** Grants to others than the owner: `select`, `select ("name")`; what may be passed on is marked, and so never expected. */
const GRANTS = `
  select "table", role, array_agg(lower(privilege) || passed_on order by privilege) as privileges from (
    select c.relname as "table", coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as role, a.privilege_type as privilege,
        case when a.is_grantable then '*' else '' end as passed_on
      from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and a.grantee <> c.relowner
    union all
    select c.relname, coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), format('%s ("%s")', a.privilege_type, t.attname),
        case when a.is_grantable then '*' else '' end
      from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
      where c.relnamespace = 'steward'::regnamespace and a.grantee <> c.relowner
  ) granted group by "table", role`;

const TABLES = `
  select c.relname as "table", c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) as open,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')`;

/** What differs on one table: statements that put it right, and the policies whose notes change with them. */
interface Difference {
  statements: string[];
  policies: string[];
}

/** Compares what the registry says with the catalogue, table by table. */
async function differences(owner: pg.ClientBase): Promise<Difference[]> {
  const { rows: tables } = await owner.query<{ table: string; open: boolean; columns: string[] }>(TABLES);
  const { rows: policies } = await owner.query<{ table: string; name: string; as_said: string | null }>(
    `select p."table", p.name, case when a.made = p.made then a.said end as as_said from (${POLICIES}) p left join applied a using (object)`,
  );
  const { rows: grants } = await owner.query<{ table: string; role: string; privileges: string[] }>(GRANTS);
  const all = new Map(expected().map((protection) => [protection.table, protection]));
  for (const table of all.keys())
    if (!tables.some((there) => there.table === table))
      throw new Error(`The table ${table} is in no migration.`);
  return tables
    .map(({ table, open, columns }) => {
      const said = all.get(table);
      const is = policies.filter((policy) => policy.table === table);
      const gone = is.filter(({ name, as_said }) => {
        const statement = said?.policies.get(name);
        return !statement || digestOf(statement) !== as_said;
      });
      const made = [...(said?.policies ?? [])].filter(
        ([name]) => !is.some((policy) => policy.name === name) || gone.some((policy) => policy.name === name),
      );
      const statements = [
        ...(open && said && !OF_THE_HOUSE.includes(said)
          ? [`alter table ${table} enable row level security, force row level security`]
          : []),
        ...gone.map(({ name }) => `drop policy "${name}" on "${table}"`),
        ...made.map(([, statement]) => statement),
        ...grantDifferences(
          table,
          columns,
          said?.grants ?? [],
          grants.filter((grant) => grant.table === table),
        ),
      ];
      const touched = new Set([...gone.map(({ name }) => name), ...made.map(([name]) => name)]);
      return { statements, policies: [...touched].map((name) => `policy ${table}.${name}`) };
    })
    .filter(({ statements }) => statements.length);
}

/** Grants are put right role by role: taking a privilege on a table away takes those on its columns along. */
function grantDifferences(
  table: string,
  columns: readonly string[],
  said: readonly Grant[],
  is: readonly { role: string; privileges: string[] }[],
): string[] {
  const wanted = new Map<string, string[]>();
  for (const { role, command, columns: only, except } of said) {
    const named = only ?? (except && columns.filter((column) => !except.includes(column)));
    const privileges = named ? named.map((column) => `${command} ("${column}")`) : [command];
    wanted.set(role, [...(wanted.get(role) ?? []), ...privileges]);
  }
  const roles = new Set([...wanted.keys(), ...is.map(({ role }) => role)]);
  return [...roles].flatMap((role) => {
    const want = (wanted.get(role) ?? []).sort().join(', ');
    const have = (is.find((grant) => grant.role === role)?.privileges ?? []).sort().join(', ');
    if (want === have) return [];
    return [
      ...(have ? [`revoke all on "${table}" from ${role}`] : []),
      ...(want ? [`grant ${want} on "${table}" to ${role}`] : []),
    ];
  });
}

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

/** Runs works of the owner, each as one transaction. */
export type Transactions = (...works: (() => Promise<void>)[]) => Promise<void>;

/**
 * Makes the protection what the registry says; called by the owner after the migrations. Only what differs is touched, each
 * table in a transaction of its own, so that one that is in use keeps none of the others waiting.
 */
export async function applyProtection(owner: pg.ClientBase, transactions: Transactions): Promise<void> {
  const said = new Map<string, string>(
    expected().flatMap(({ table, policies }) =>
      [...policies].map(([name, statement]) => [`policy ${table}.${name}`, digestOf(statement)] as const),
    ),
  );
  await transactions(
    ...(await differences(owner)).map(({ statements, policies }) => async () => {
      for (const statement of statements) await owner.query(statement);
      await owner.query('delete from applied where object = any($1)', [policies]);
      await owner.query(
        `insert into applied (object, said, made) select p.object, s.said, p.made
           from unnest($1::text[], $2::text[]) s (object, said) join (${POLICIES}) p using (object)`,
        [policies, policies.map((object) => said.get(object) ?? '')],
      );
    }),
  );
  const registry = registryDigest();
  const { rows } = await owner.query<{ digest: string; noted: boolean }>(
    `select digest, exists (select from protection where registry = $1 and catalogue = digest) as noted from (${CATALOGUE}) now_applied`,
    [registry],
  );
  if (!rows[0] || rows[0].noted) return;
  const { digest } = rows[0];
  await transactions(async () => {
    // The first migration opened the schema to the other roles.
    await owner.query(`grant usage on schema steward to ${KEEPER}, ${SEALER}`);
    await owner.query(builtInRolesSql());
    await owner.query('delete from protection');
    await owner.query('insert into protection (registry, catalogue) values ($1, $2)', [registry, digest]);
  });
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
