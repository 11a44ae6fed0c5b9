import type { RetentionRule } from '../../../kernel/personal-data.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { TableDefinition } from '../../../kernel/table.ts';
import { holdsCallMonths } from '../../trade/calls/index.ts';
import type { Tenant } from './matrix.ts';
import type { LegalHoldKind } from './retention.entity.ts';

/** A hold that is in force. */
export interface Hold {
  id: string;
  kind: LegalHoldKind;
  endUserId: string | null;
  rules: RetentionRule[];
  reference: string;
}

/** The holds in force on a tenant's data, the oldest first. */
export const holdsOf = (scope: Scope, { resellerId, companyId }: Tenant): Promise<Hold[]> =>
  scope.sql<Hold>(
    `select id, kind, end_user_id as "endUserId", rules, reference from legal_hold
      where reseller_id = $1 and company_id is not distinct from $2 and lifted_at is null order by placed_at, id`,
    [resellerId, companyId],
  );

/** The holds in force that keep what is held of an end user: on them, on their company, or for a matter of it. */
export async function holdsOnPerson(scope: Scope, tenant: Tenant, endUserId: string): Promise<Hold[]> {
  return (await holdsOf(scope, tenant)).filter(
    ({ kind, endUserId: held }) => kind !== 'PERSON' || held === endUserId,
  );
}

/** SQL over the alias `t`: the row is held; `person` is SQL of the id of whom a hold on a person is about. */
export function isHeld(definition: TableDefinition, { kind, rules }: Hold, person: () => string): string {
  if (kind === 'COMPANY') return 'true';
  if (kind === 'MATTER') return String(rules.includes(definition.options.data.kept));
  return isOfPerson(definition, person);
}

/** How rows hang on a person, by the property that says so. */
const BELONGS: readonly [property: string, of: (person: string) => string][] = [
  ['endUserId', (person) => person],
  ['membershipId', (person) => `any (array(select m.id from membership m where m.end_user_id = ${person}))`],
  [
    'personId',
    (person) => `any (array(select m.person_id from membership m where m.end_user_id = ${person}))`,
  ],
  [
    'subscriptionId',
    (person) => `any (array(select s.id from subscription s where s.end_user_id = ${person}))`,
  ],
];

function isOfPerson({ table, columns, options: { tenant } }: TableDefinition, person: () => string): string {
  if (tenant !== 'none' && tenant.endUser) return `t."${tenant.endUser}" = ${person()}`;
  if (table === 'person')
    return `t.id = any (array(select m.person_id from membership m where m.end_user_id = ${person()}))`;
  const found = BELONGS.find(([property]) => columns.has(property));
  if (!found) return 'false';
  const column = found[0].replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `t."${column}" = ${found[1](person())}`;
}

/**
 * The months in which there are calls of tenants of whom something is held that may be about them: these do not go whole. What is not
 * held of them goes in the nights of its tenants.
 */
holdsCallMonths(async (scope) => {
  const held = await scope.sql<Tenant>(
    `select distinct reseller_id as "resellerId", company_id as "companyId" from legal_hold
      where lifted_at is null and (kind <> 'MATTER' or 'TRAFFIC' = any (rules))`,
  );
  if (!held.length) return [];
  const months = await scope.kept<{ month: string }>(
    'ALL',
    `select distinct to_char(t.started_at at time zone 'UTC', 'YYYY-MM') as month from call_record t
      where t.company_id = any ($1) or t.company_id is null and t.reseller_id = any ($2)`,
    [
      held.flatMap(({ companyId }) => companyId ?? []),
      held.flatMap(({ resellerId, companyId }) => (companyId === null ? [resellerId] : [])),
    ],
  );
  return months.map(({ month }) => month);
});
