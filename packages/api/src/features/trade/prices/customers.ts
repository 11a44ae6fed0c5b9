import { currencyName, id } from '@steward/shared';
import { z } from 'zod';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { LockedList } from './list-versions.ts';

const MOST = 200;
const some = () => z.array(id()).max(MOST, `May name at most ${MOST}.`).optional();

/** Whom a list is for: everyone who has none of their own, or those who are named. */
export const customerFields = {
  everyone: z.boolean().optional(),
  resellerIds: some(),
  tenantGroupIds: some(),
  companyIds: some(),
};

export interface Customers {
  resellerIds?: string[] | undefined;
  tenantGroupIds?: string[] | undefined;
  companyIds?: string[] | undefined;
}

/** INVALID_INPUT where a wholesale list names companies, or a retail list resellers. */
export function assertFitting(kind: LockedList['kind'], named: Customers): void {
  if (kind === 'RETAIL' && named.resellerIds?.length)
    throw invalid('resellerIds', 'Must be left out: a retail list is for companies.');
  if (kind === 'RETAIL' && named.tenantGroupIds?.length)
    throw invalid('tenantGroupIds', 'Must be left out: a retail list is for companies.');
  if (kind === 'WHOLESALE' && named.companyIds?.length)
    throw invalid('companyIds', 'Must be left out: a wholesale list is for resellers.');
}

/** Of each kind of customer: its column, its table, and which of them the issuer $2 has. */
const COLUMNS = {
  resellerIds: ['for_reseller_id', 'reseller', 't.id <> $2'],
  tenantGroupIds: ['tenant_group_id', 'tenant_group', '$2::uuid is not null'],
  companyIds: ['company_id', 'company', 't.reseller_id = $2'],
} as const;

/**
 * Makes a list one for those who are named; of what is left out nothing changes. NOT_FOUND for others' customers, INVALID_INPUT for one
 * who is billed in another currency. True if it changed.
 */
export async function setCustomers(
  scope: Scope,
  list: Pick<LockedList, 'id' | 'resellerId' | 'currency'>,
  named: Customers,
): Promise<boolean> {
  let changed = false;
  for (const field of Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]) {
    const given = named[field];
    if (!given) continue;
    const ids = [...new Set(given)];
    const [column, table, condition] = COLUMNS[field];
    const known = await scope.sql<{ id: string; name: string; currency: string | null }>(
      `select t.id, t.name, ${table === 'tenant_group' ? 'null' : 't.currency'} as currency from ${table} t where t.id = any ($1) and ${condition}`,
      [ids, list.resellerId],
    );
    if (known.length !== ids.length) throw notFound(table.replace('tenant_', ''));
    // Of a group it is for those who are billed in its currency.
    const other = known.find(({ currency }) => currency !== null && currency !== list.currency);
    if (other)
      throw invalid(
        field,
        `${other.name} is billed in ${currencyName(other.currency ?? '')}, and this list is in ${currencyName(list.currency)}.`,
      );
    const gone = await scope.sql(
      `delete from price_list_customer where price_list_id = $1 and ${column} is not null and ${column} <> all ($2::uuid[]) returning id`,
      [list.id, ids],
    );
    const came = await scope.sql(
      `insert into price_list_customer (id, reseller_id, price_list_id, ${column})
         select uuidv7(), $2, $1, g.id from unnest($3::uuid[]) g (id)
           where not exists (select from price_list_customer c where c.price_list_id = $1 and c.${column} = g.id) returning id`,
      [list.id, list.resellerId, ids],
    );
    changed ||= gone.length + came.length > 0;
  }
  return changed;
}

/** A list that is for everyone is for nobody by name. */
export async function forgetCustomers(scope: Scope, listId: string): Promise<void> {
  await scope.sql('delete from price_list_customer where price_list_id = $1', [listId]);
}
