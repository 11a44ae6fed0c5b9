import { id, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';

/**
 * Puts customers into a group, from whichever they were in, or into none: companies of one's own or, of the platform, resellers. All
 * of them or, if one is not there, none. Says how many changed. [B7]
 */
export const putInCustomerGroup = verb({
  name: 'putInCustomerGroup',
  permission: 'CHASING_WRITE',
  description:
    'customerIds are companies or, for the platform, resellers too. Without a group they are in none.',
  input: input('PutInCustomerGroupInput', { groupId: optional(id()), customerIds: bulkIds('customer') }),
  async run(scope, { groupId, customerIds }) {
    const { resellerId: own } = memberOf(scope.actor);
    const group = groupId ? await nameOf(scope, groupId, own) : null;
    const customers = await customersOf(scope, own, customerIds);
    if (customers.length !== customerIds.length) throw notFound('customer');
    const changed = group
      ? await scope.sql(
          `insert into customer_group_member as m (id, reseller_id, company_id, issuer_id, group_id, created_at)
             select n.id, n."resellerId", n."companyId", $2, $3, $4
               from json_to_recordset($1) n (id uuid, "resellerId" uuid, "companyId" uuid)
             on conflict (issuer_id, reseller_id, company_id) do update set group_id = excluded.group_id
               where m.group_id <> excluded.group_id returning m.id`,
          [JSON.stringify(customers.map((one) => ({ id: newId(), ...one }))), own, groupId, scope.now],
        )
      : await scope.sql(
          `delete from customer_group_member m using json_to_recordset($1) n ("resellerId" uuid, "companyId" uuid)
             where m.issuer_id = $2 and m.reseller_id = n."resellerId" and m.company_id is not distinct from n."companyId"
             returning m.id`,
          [JSON.stringify(customers), own],
        );
    if (!changed.length) return { result: 0, subject: null };
    scope.hint({ kind: 'CustomerGroup', resellerId: own, companyId: null });
    return {
      result: changed.length,
      // How one treats one's customers is one's own business: they see nothing of it, in their logs neither.
      subject: customers.map(({ resellerId, companyId, name }) => ({
        type: companyId ? 'Company' : 'Reseller',
        id: companyId ?? resellerId,
        resellerId: own,
        reference: group ? `${name}: ${group}` : name,
      })),
    };
  },
});

async function nameOf(scope: Scope, groupId: string, own: string): Promise<string> {
  const [group] = await scope.sql<{ name: string }>(
    'select name from customer_group where id = $1 and reseller_id = $2',
    [groupId, own],
  );
  if (!group) throw notFound('group of customers');
  return group.name;
}

/** Those of them that are customers of whoever acts. */
function customersOf(scope: Scope, own: string, ids: readonly string[]) {
  const { level } = memberOf(scope.actor);
  return scope.sql<{ resellerId: string; companyId: string | null; name: string }>(
    `select c.reseller_id as "resellerId", c.id as "companyId", c.name from company c where c.id = any ($1) and c.reseller_id = $2
     ${level === 'PLATFORM' ? 'union all select r.id, null, r.name from reseller r where r.id = any ($1) and not r.is_platform' : ''}`,
    [ids, own],
  );
}
