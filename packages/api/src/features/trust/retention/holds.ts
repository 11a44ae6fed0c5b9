import { finds } from '../../../kernel/held.ts';
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

/** The holds in force on people of any tenant, for what has no tenant; read by the product itself, or by staff. */
export function holdsOnPeople(scope: Scope): Promise<Hold[]> {
  const text = `select id, kind, end_user_id as "endUserId", rules, reference from legal_hold
    where kind = 'PERSON' and lifted_at is null order by placed_at, id`;
  return scope.actor.kind === 'system' ? scope.counted<Hold>('ALL', text, []) : scope.sql<Hold>(text);
}

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
  const found = finds(definition);
  return found && !found.startsWith('nobody') ? `(${found.replaceAll('$1', person())})` : 'false';
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
  const months = await scope.counted<{ month: string }>(
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
