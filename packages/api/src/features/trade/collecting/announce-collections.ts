import { localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { CARD_MINOR, hasUnallocated, isOpen, leastByCard } from '../billing/index.ts';
import { collectOn } from './collection-rules.ts';
import { notice, type Told, tellCustomers } from './letters.ts';
import { queueCollections } from './settle-collection.ts';
import type { MethodKind } from './stored-method.entity.ts';

/** Collections of one commit at most. */
const AT_ONCE = 200;

interface Due extends Told {
  dueOn: string;
  methodId: string;
  kind: MethodKind;
}

/**
 * Announces the next few collections of a reseller and its companies, as customers: each is written down in the transaction that
 * queues its notice, so that whoever is killed and begins again announces none twice. MORE: others are left. [B7]
 */
export const announceCollections = verb({
  name: 'announceCollections',
  permission: 'system',
  input: input('AnnounceCollectionsInput', {}),
  async run(scope, _input, { publicUrl }) {
    const today = localDate(scope.now);
    const due = (await readDue(scope, today))
      .flatMap((one) => {
        const on = collectOn(one.kind, one.dueOn, today);
        return on ? { ...one, id: newId(), on } : [];
      })
      .slice(0, AT_ONCE);
    if (!due.length) return { result: 'DONE' as const, subject: null };
    const noted = await scope.sql<{ id: string }>(
      `insert into collection (id, reseller_id, company_id, issuer_id, invoice_id, method_id, state, attempt, collect_on, amount_minor,
          idempotency_key, created_at)
         select n.id, i.reseller_id, i.company_id, i.issuer_id, i.id, n."methodId", 'ANNOUNCED', 1, n."on", n."amountMinor",
             'collection-' || n.id, $2
           from json_to_recordset($1) n (id uuid, "invoiceId" uuid, "methodId" uuid, "on" date, "amountMinor" bigint)
           join invoice i on i.id = n."invoiceId"
         on conflict (invoice_id) where state in ('ANNOUNCED', 'STARTED', 'PENDING', 'STOPPED') do nothing returning id`,
      [JSON.stringify(due), scope.now],
    );
    const now = new Set(noted.map(({ id }) => id));
    const announced = due.filter(({ id }) => now.has(id));
    await tellCustomers(
      scope,
      announced.map((one) => notice(one, one.on)),
      publicUrl,
    );
    scope.hint(
      ...announced.map(({ id, resellerId, companyId }) => ({
        kind: 'Collection',
        id,
        resellerId,
        companyId,
      })),
    );
    return {
      result: due.length === AT_ONCE ? ('MORE' as const) : ('DONE' as const),
      subject: announced.map(({ invoiceId, resellerId, companyId, number }) => ({
        type: 'Invoice',
        id: invoiceId,
        resellerId,
        companyId,
        reference: number,
      })),
    };
  },
});

/** What is due soon, can be collected, and was neither stopped, tried from the same method nor taken back by a bank before. */
const readDue = (scope: Scope, today: string): Promise<Due[]> =>
  scope.sql<Due>(
    `select i.id as "invoiceId", i.number, i.reseller_id as "resellerId", i.company_id as "companyId", i.seller->>'name' as "issuerName",
        i.due_on::text as "dueOn", i.currency, (i.total_minor - i.paid_minor)::float8 as "amountMinor", m.id as "methodId", m.kind,
        json_build_object('kind', m.kind, 'brand', m.brand, 'last4', m.last4, 'mandateReference', m.mandate_reference) as method
      from stored_method m
      join invoice i on i.issuer_id = m.issuer_id and i.reseller_id = m.reseller_id and i.company_id is not distinct from m.company_id
        and ${isOpen('i')} and i.due_on <= $1::date + 21
      where m.collects and m.state = 'ACTIVE' and (m.kind = 'CARD' or i.currency = 'GBP')
        and i.total_minor - i.paid_minor between ${leastByCard('i.currency')} and ${CARD_MINOR.most} and not ${hasUnallocated('i')}
        and not exists (select from collection k where k.invoice_id = i.id and (k.method_id = m.id and k.state in ('PAID', 'FAILED')
          or k.state in ('ANNOUNCED', 'STARTED', 'PENDING', 'STOPPED')))
        and not exists (select from returned_payment r where r.invoice_id = i.id and r.state <> 'WON')
      order by i.due_on, i.number`,
    [today],
  );

export const announceCollectionsJob = job({
  name: 'announce-collections',
  for: 'tenant',
  does: [announceCollections],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  async run(setting) {
    while ((await perform(setting, announceCollections, {})) === 'MORE');
  },
});

/** Finds whose invoices are collected, has what is due soon announced, and what was announced for today collected. [B7] */
export const findCollections = verb({
  name: 'findCollections',
  permission: 'system',
  input: input('FindCollectionsInput', {}),
  async run(scope) {
    const tenants = await scope.sql<{ resellerId: string }>(
      `select distinct reseller_id as "resellerId" from stored_method where collects and state = 'ACTIVE'`,
    );
    await enqueueAll(scope, announceCollectionsJob, tenants);
    await queueCollections(scope, `state = 'PENDING' or state = 'ANNOUNCED' and collect_on <= $1`, [
      localDate(scope.now),
    ]);
    return { result: null, subject: null };
  },
});

export const findCollectionsJob = job({
  name: 'collections',
  for: 'platform',
  does: [findCollections],
  payload: z.object({}),
  // Before reminders go out, which leave alone what is about to be collected.
  cron: '40 5 * * *',
  run: async (setting) => void (await perform(setting, findCollections, {})),
});
