import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { administratorsOf, isOpen } from '../billing/index.ts';
import { resumeServices } from '../subscriptions/index.ts';
import { isPaused, stands } from './chasing-conditions.ts';
import { endedLetter } from './restriction-letter.ts';

/**
 * Looks at invoices that may have been paid, disputed, promised to be paid, or let off: what they led to ends where they do so, and
 * who is restricted for nothing else has back what was suspended. Coming twice does nothing more. [B7]
 */
export const followRestrictions = verb({
  name: 'followRestrictions',
  permission: 'system',
  input: input('FollowRestrictionsInput', { invoiceIds: z.array(id()) }),
  async run(scope, { invoiceIds }) {
    const customers = await hold(scope, invoiceIds);
    const ended = await scope.sql<{
      id: string;
      resellerId: string;
      companyId: string | null;
      number: string;
      begun: boolean;
    }>(
      `update restriction x set ended_at = $2 from invoice i
        where i.id = x.invoice_id and x.invoice_id = any ($1) and x.ended_at is null and (not ${isOpen('i')} or ${isPaused('i')})
        returning x.id, x.reseller_id as "resellerId", x.company_id as "companyId", i.number, x.began_at is not null as begun`,
      [invoiceIds, scope.now],
    );
    const free = await unrestricted(scope, customers);
    const resumed = await resumeServices(
      scope,
      free.flatMap(({ companyId, resumable }) => (companyId && resumable ? companyId : [])),
    );
    await tell(
      scope,
      free.flatMap(({ resellerId, companyId, issuer, free: wholly }) => {
        const services = resumed.filter((service) => service.companyId === companyId).length;
        const theirs = ended.some((one) => one.companyId === companyId && one.begun);
        return services || (wholly && theirs) ? [{ resellerId, companyId, issuer, services }] : [];
      }),
    );
    for (const { resellerId, companyId } of ended) scope.hint({ kind: 'Restriction', resellerId, companyId });
    return {
      result: ended.length,
      subject: [
        ...ended.map(({ id: restrictionId, resellerId, companyId, number }) => ({
          type: 'Restriction',
          id: restrictionId,
          resellerId,
          companyId,
          reference: number,
          changed: { endedAt: [null, scope.now.toISOString()] as const },
        })),
        ...resumed.map(({ there: _, was, ...service }) => ({
          type: 'Subscription',
          ...service,
          changed: { suspendedAt: [was?.toISOString() ?? null, null] as const },
        })),
      ],
    };
  },
});

interface Customer {
  resellerId: string;
  companyId: string | null;
  issuer: string;
}

/** The customers of invoices. Two that end the last of what restricts one wait for each other: the later sees that nothing is left. */
async function hold(scope: Scope, invoiceIds: readonly string[]): Promise<Customer[]> {
  await scope.sql(
    `select x.id from restriction x where x.ended_at is null and (x.reseller_id, x.issuer_id, coalesce(x.company_id, x.reseller_id)) in (
        select i.reseller_id, i.issuer_id, coalesce(i.company_id, i.reseller_id) from invoice i where i.id = any ($1))
      order by x.id for update`,
    [invoiceIds],
  );
  return scope.sql<Customer>(
    `select distinct i.reseller_id as "resellerId", i.company_id as "companyId", i.seller ->> 'name' as issuer
      from invoice i where i.id = any ($1)`,
    [invoiceIds],
  );
}

/** Of customers for whom some of it is over: whether nothing stands any more, and whether services may be in use. */
const unrestricted = (scope: Scope, customers: readonly Customer[]) =>
  scope.sql<Customer & { free: boolean; resumable: boolean }>(
    `select c.*, not exists (select from restriction x where x.reseller_id = c."resellerId"
          and x.company_id is not distinct from c."companyId" and ${stands('x')}) as free,
        not exists (select from restriction x where x.reseller_id = c."resellerId"
          and x.company_id is not distinct from c."companyId" and x.kind = 'SUSPENSION' and ${stands('x')}) as resumable
      from json_to_recordset($1) c ("resellerId" uuid, "companyId" uuid, issuer text)`,
    [JSON.stringify(customers)],
  );

async function tell(scope: Scope, told: readonly (Customer & { services: number })[]): Promise<void> {
  if (!told.length) return;
  const readers = await administratorsOf(scope, told);
  await queueMails(
    scope,
    'reminder',
    told.flatMap(({ resellerId, companyId, issuer, services }) =>
      (readers.get(companyId ?? resellerId) ?? []).map(({ email, firstName }) => ({
        ...{ resellerId, companyId, endUserId: null, to: email },
        ...endedLetter({ firstName, issuer, services }),
      })),
    ),
  );
}

export const followRestrictionsJob = job({
  name: 'follow-restrictions',
  for: 'tenant',
  does: [followRestrictions],
  priority: 'first',
  payload: z.object({ resellerId: z.string(), invoiceIds: z.array(z.string()) }),
  run: async (setting, { invoiceIds }) => void (await perform(setting, followRestrictions, { invoiceIds })),
});
