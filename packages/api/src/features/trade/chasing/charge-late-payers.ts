import { id, optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { chargeLate } from './charge-late.ts';
import { isPaused } from './chasing-conditions.ts';
import { isChargeable, readLeftToCharge } from './read-late.ts';

/** Invoices of one commit at most. */
const INVOICES = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Charges the late payment of an issuer's next few invoices, as its rule says: of those that were reminded of since they were
 * charged last, from a day on, unless they are disputed or promised; or of those that were paid, what is left. Returns the last of
 * them, null when all were seen to. [B7]
 */
export const chargeLatePayers = verb({
  name: 'chargeLatePayers',
  permission: 'system',
  input: input('ChargeLatePayersInput', { issuerId: id(), after: optional(id()) }),
  async run(scope, { issuerId, after }, { publicUrl }) {
    const due = await scope.sql<{ id: string }>(
      `select i.id from late_payment_rule r join invoice i on i.issuer_id = r.reseller_id and i.id > $2::uuid and ${isChargeable('i')}
        where r.reseller_id = $1 and case r.charging
          when 'WITH_REMINDERS' then i.state <> 'PAID' and not ${isPaused('i')} and exists (
            select from invoice_reminder m where m.invoice_id = i.id and m.day >= r.from_day
              and not exists (select from late_charge c where c.invoice_id = i.id and c.created_at >= m.created_at))
          when 'ON_PAYMENT' then i.state = 'PAID' and i.due_on >= r.since and exists (
            select from payment y where y.invoice_id = i.id and y.received_on > i.due_on
              and not exists (select from late_charge c where c.invoice_id = i.id and c.through >= y.received_on))
          else false end
        order by i.id limit ${INVOICES} for update of i`,
      [issuerId, after ?? FIRST],
    );
    const left = await readLeftToCharge(
      scope,
      due.map(({ id: invoiceId }) => invoiceId),
    );
    const charged = await chargeLate(scope, issuerId, left, publicUrl);
    const last = due.length === INVOICES ? due.at(-1)?.id : undefined;
    return { result: last ?? null, subject: charged.length ? charged : null };
  },
});

async function charge(setting: Setting, issuerId: string): Promise<void> {
  for (
    let after: string | null = await perform(setting, chargeLatePayers, { issuerId });
    after !== null;
    after = await perform(setting, chargeLatePayers, { issuerId, after })
  );
}

export const chargeLatePayersJob = job({
  name: 'charge-late-payers',
  for: 'tenant',
  does: [chargeLatePayers],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  run: (setting, { resellerId }) => charge(setting, resellerId),
});

/** What the platform issues concerns many tenants. */
export const chargePlatformsLatePayersJob = job({
  name: 'charge-late-payers-of-platform',
  for: 'platform',
  does: [chargeLatePayers],
  priority: 'last',
  payload: z.object({ issuerId: z.string() }),
  run: (setting, { issuerId }) => charge(setting, issuerId),
});

/** Finds the issuers who have late payment charged, and has it done for each. [B7] */
export const findLatePayers = verb({
  name: 'findLatePayers',
  permission: 'system',
  input: input('FindLatePayersInput', {}),
  async run(scope) {
    const issuers = await scope.sql<{ id: string; isPlatform: boolean }>(
      `select r.id, r.is_platform as "isPlatform" from late_payment_rule l join reseller r on r.id = l.reseller_id
        where l.charging <> 'NEVER'`,
    );
    await enqueueAll(
      scope,
      chargeLatePayersJob,
      issuers.filter(({ isPlatform }) => !isPlatform).map(({ id: resellerId }) => ({ resellerId })),
    );
    for (const { id: issuerId } of issuers.filter(({ isPlatform }) => isPlatform))
      await enqueue(scope, chargePlatformsLatePayersJob, { issuerId });
    return { result: issuers.length, subject: null };
  },
});

/** After the reminders of the morning. */
export const findLatePayersJob = job({
  name: 'late-payers',
  for: 'platform',
  does: [findLatePayers],
  payload: z.object({}),
  cron: '50 6 * * *',
  run: async (setting) => void (await perform(setting, findLatePayers, {})),
});
