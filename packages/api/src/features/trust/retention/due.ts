import type { PlainDate } from '@steward/shared';
import { NOBODY } from '../../../kernel/actor.ts';
import { canEnd, isFull } from '../../../kernel/forgetting.ts';
import type { RetentionRule } from '../../../kernel/personal-data.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { allTables, columnOf, type TableDefinition } from '../../../kernel/table.ts';
import { type Hold, holdsOf, holdsOnPeople, isHeld } from './holds.ts';
import { overBefore, readTerms, type Tenant, termsOf } from './matrix.ts';

/** What decides, for a tenant and at a moment, what of its data is over. */
export interface Ground {
  tenant: Tenant;
  /** It is the platform's own: what belongs to no tenant is seen to with it. */
  isPlatform: boolean;
  leftOn: PlainDate | null;
  before: Map<RetentionRule, PlainDate>;
  holds: Hold[];
}

/** Reads it under the scope; `instead` is a term that is tried out. */
export async function groundOf(
  scope: Scope,
  tenant: Tenant,
  instead?: Partial<Record<RetentionRule, number>>,
): Promise<Ground> {
  const [facts] = await scope.sql<{ isPlatform: boolean; leftOn: PlainDate | null }>(
    `select r.is_platform and $2::uuid is null as "isPlatform", (case when $2::uuid is null then r.left_on else (select c.left_on from company c where c.id = $2) end)::text as "leftOn"
       from reseller r where r.id = $1`,
    [tenant.resellerId, tenant.companyId],
  );
  const terms = await readTerms(scope, tenant, instead);
  const before = new Map(
    terms.flatMap((term) => {
      const day = overBefore(term, scope.now);
      return day === null ? [] : [[term.rule, day] as const];
    }),
  );
  const isPlatform = facts?.isPlatform ?? false;
  const own = await holdsOf(scope, tenant);
  const holds = isPlatform ? [...own, ...(await holdsOnPeople(scope))] : own;
  return { tenant, isPlatform, leftOn: facts?.leftOn ?? null, before, holds };
}

/** The tables of which something of such a tenant can be over. */
export const tablesOf = ({ tenant, isPlatform, before }: Ground): TableDefinition[] =>
  allTables().filter((definition) => {
    const { options } = definition;
    if (!canEnd(definition) || !before.has(options.data.kept)) return false;
    if (options.tenant === 'none') return isPlatform;
    return tenant.companyId === null || options.tenant.company !== undefined;
  });

/** SQL under way: its parameters as they are named. */
class Parameters {
  readonly values: unknown[] = [];
  readonly #named = new Map<string, string>();
  /** The name of a value, cast to a type. */
  of = (value: string | null, type: string): string => {
    const known = this.#named.get(`${type} ${value}`);
    if (known) return known;
    this.values.push(value);
    const name = `$${this.values.length}::${type}`;
    this.#named.set(`${type} ${value}`, name);
    return name;
  };
}

/** SQL over the alias `t`: its time is over. */
function isOver(definition: TableDefinition, { leftOn, before }: Ground, parameters: Parameters): string {
  const { kept, since } = definition.options.data;
  const day = parameters.of(before.get(kept) ?? null, 'date');
  const left = leftOn === null ? 'false' : `${parameters.of(leftOn, 'date')} < ${day}`;
  const over = since ? `(t.${columnOf(since)} < ${day} or t.${columnOf(since)} is null and ${left})` : left;
  return `${over} and (${isFull(definition)})`;
}

const heldBy = (definition: TableDefinition, holds: readonly Hold[], parameters: Parameters): string[] =>
  holds.map((hold) => isHeld(definition, hold, () => parameters.of(hold.endUserId, 'uuid')));

/** What is over of one table, by the month in which its time began. */
export interface DueMonth {
  table: string;
  month: string;
  due: number;
  held: number;
  /** By hold, in their order; a row that two hold counts with both. */
  by: number[];
}

/** Counts what is over, under the tenant's matrix and holds. */
export async function countDue(scope: Scope, ground: Ground, tables = tablesOf(ground)): Promise<DueMonth[]> {
  if (!tables.length) return [];
  const parameters = new Parameters();
  const left = parameters.of(ground.leftOn, 'date');
  const counts = tables.map((definition) => {
    const { since } = definition.options.data;
    const holds = heldBy(definition, ground.holds, parameters);
    const began = since ? `coalesce(t.${columnOf(since)}::timestamp, ${left})` : left;
    const each = holds.map((_held, i) => `count(*) filter (where h${i})`);
    const any = holds.map((_held, i) => `h${i}`).join(' or ') || 'false';
    return `select '${definition.table}' as "table", to_char(d.began, 'YYYY-MM') as month, count(*)::integer as due,
        (count(*) filter (where ${any}))::integer as held, array[${each.join(', ')}]::integer[] as by
      from (select ${[`${began} as began`, ...holds.map((held, i) => `(${held}) as h${i}`)].join(', ')}
        from "${definition.table}" t where ${isOver(definition, ground, parameters)}) d group by 2`;
  });
  return scope.counted<DueMonth>(
    ground.tenant,
    `${counts.join('\nunion all ')}\norder by 1, 2`,
    parameters.values,
  );
}

/** Forgets so many rows, at most, of what is over and not held; how many. */
export function forgetDue(
  scope: Scope,
  ground: Ground,
  definition: TableDefinition,
  most: number,
): Promise<number> {
  const parameters = new Parameters();
  const over = isOver(definition, ground, parameters);
  const free = heldBy(definition, ground.holds, parameters).map((held) => ` and (${held}) is not true`);
  const where = `t.id in (select t.id from "${definition.table}" t where ${over}${free.join('')} limit ${most})`;
  return scope.forget(definition.class, ground.tenant, where, parameters.values);
}

/**
 * The tenants of whose data something may be over, by the shortest time that anybody has chosen: one look at each table, for the
 * platform.
 */
export async function findTenants(scope: Scope): Promise<Tenant[]> {
  const chosen = await scope.sql<{ rule: RetentionRule; months: number }>(
    'select rule, min(months)::integer as months from retention_choice group by rule',
  );
  const [calls] = await scope.sql<{ months: number }>('select call_months() as months');
  const terms = termsOf(
    Object.fromEntries(chosen.map(({ rule, months }) => [rule, months])),
    calls?.months ?? 12,
  );
  const before = new Map(
    terms.flatMap((term) => {
      const day = overBefore(term, scope.now);
      return day === null ? [] : [[term.rule, day] as const];
    }),
  );
  const ground: Ground = {
    tenant: { resellerId: NOBODY, companyId: null },
    isPlatform: true,
    leftOn: null,
    before,
    holds: [],
  };
  const parameters = new Parameters();
  const over = tablesOf(ground)
    .filter(({ options }) => options.data.since)
    .map((definition) => {
      const { tenant } = definition.options;
      const [reseller, company] =
        tenant === 'none'
          ? ['(select r.id from reseller r where r.is_platform)', 'null::uuid']
          : [`t.${tenant.reseller}`, tenant.company ? `t.${tenant.company}` : 'null::uuid'];
      return `select ${reseller}, ${company} from "${definition.table}" t where ${isOver(definition, ground, parameters)}`;
    });
  // What happened under another reseller goes with the one that the company has now.
  return scope.counted<Tenant>(
    'ALL',
    `with found (reseller_id, company_id) as (${over.join('\nunion ')}
       union select c.reseller_id, c.id from company c where c.left_on is not null
       union select r.id, null from reseller r where r.left_on is not null)
     select distinct coalesce(c.reseller_id, f.reseller_id) as "resellerId", f.company_id as "companyId"
       from found f left join company c on c.id = f.company_id where coalesce(c.reseller_id, f.reseller_id) is not null`,
    parameters.values,
  );
}
