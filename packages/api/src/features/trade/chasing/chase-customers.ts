import { id, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { administratorsOf, encloseInvoices, readIssuer } from '../billing/index.ts';
import { bodyOfLetter, subjectOfLetter } from './chasing-letter.ts';
import { CHASING_TIME, planChasing } from './plan-chasing.ts';
import { readChased } from './read-chased.ts';

/** Customers of one commit at most. */
const CUSTOMERS = 200;

/**
 * Sends an issuer's next few customers what is due today, one letter each; of each step of an invoice that was noted first, so
 * that whoever is killed and begins again sends nothing twice. MORE: others are left. [B7]
 */
export const chaseCustomers = verb({
  name: 'chaseCustomers',
  permission: 'system',
  input: input('ChaseCustomersInput', { issuerId: id() }),
  async run(scope, { issuerId }, { publicUrl }) {
    const today = localDate(scope.now);
    const planned = planChasing(today, await readChased(scope, issuerId, today));
    const letters = planned.slice(0, CUSTOMERS);
    if (!letters.length) return { result: 'DONE' as const, subject: null };
    const { seller } = await readIssuer(scope, issuerId);
    const readers = await administratorsOf(scope, letters);
    const readersOfLetter = ({ companyId, resellerId }: (typeof letters)[number]) =>
      readers.get(companyId ?? resellerId) ?? [];
    const noted = await scope.sql<{ invoiceId: string }>(
      `insert into invoice_reminder (id, reseller_id, company_id, issuer_id, invoice_id, day, tone, last, due_minor, recipient_count, created_at)
         select n.id, i.reseller_id, i.company_id, i.issuer_id, i.id, n.day, n.tone, n.last, n."dueMinor", n.recipients, $2
           from json_to_recordset($1) as n (id uuid, "invoiceId" uuid, day integer, tone text, last boolean, "dueMinor" bigint, recipients integer)
           join invoice i on i.id = n."invoiceId"
         on conflict (invoice_id, day) do nothing returning invoice_id as "invoiceId"`,
      [
        JSON.stringify(
          letters.flatMap((letter) =>
            letter.reminders.map(({ invoice, step: { day, tone }, last }) => ({
              id: newId(),
              invoiceId: invoice.id,
              day,
              tone,
              last,
              dueMinor: invoice.dueMinor,
              recipients: readersOfLetter(letter).length,
            })),
          ),
        ),
        scope.now,
      ],
    );
    const now = new Set(noted.map(({ invoiceId }) => invoiceId));
    const sent = letters
      .map((letter) => ({
        ...letter,
        reminders: letter.reminders.filter(({ invoice }) => now.has(invoice.id)),
      }))
      .filter(({ reminders }) => reminders.length);
    const enclosed = await encloseInvoices(scope, [...now], publicUrl);
    await queueMails(
      scope,
      'reminder',
      sent.flatMap((letter) =>
        readersOfLetter(letter).map(({ email, firstName }) => ({
          resellerId: letter.resellerId,
          companyId: letter.companyId,
          endUserId: null,
          to: email,
          subject: subjectOfLetter(today, letter),
          body: bodyOfLetter(today, letter, {
            firstName,
            issuer: seller.name,
            payUrlOf: (invoiceId) => enclosed.get(invoiceId)?.payUrl ?? publicUrl,
            console: `${publicUrl}/invoices?unpaid=true`,
          }),
          attachments: letter.reminders.flatMap(({ invoice }) => enclosed.get(invoice.id)?.attachments ?? []),
        })),
      ),
    );
    for (const { resellerId, companyId } of sent)
      scope.hint({ kind: 'InvoiceReminder', resellerId, companyId });
    return {
      result: planned.length > letters.length ? ('MORE' as const) : ('DONE' as const),
      subject: sent.flatMap(({ reminders }) =>
        reminders.map(({ invoice: { id: invoiceId, resellerId, companyId, number } }) => ({
          type: 'Invoice',
          id: invoiceId,
          resellerId,
          companyId,
          reference: number,
        })),
      ),
    };
  },
});

async function chase(setting: Setting, issuerId: string): Promise<void> {
  while ((await perform(setting, chaseCustomers, { issuerId })) === 'MORE');
}

export const chaseCustomersJob = job({
  name: 'chase-customers',
  for: 'tenant',
  does: [chaseCustomers],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  run: (setting, { resellerId }) => chase(setting, resellerId),
});

/** What the platform issues concerns many tenants. */
export const chasePlatformsCustomersJob = job({
  name: 'chase-customers-of-platform',
  for: 'platform',
  does: [chaseCustomers],
  priority: 'last',
  payload: z.object({ issuerId: z.string() }),
  run: (setting, { issuerId }) => chase(setting, issuerId),
});

/** Finds the issuers who chase, and has the customers of each reminded. [B7] */
export const findChasing = verb({
  name: 'findChasing',
  permission: 'system',
  input: input('FindChasingInput', {}),
  async run(scope) {
    const issuers = await scope.sql<{ id: string; isPlatform: boolean }>(
      `select r.id, r.is_platform as "isPlatform" from chasing_policy p join reseller r on r.id = p.issuer_id
        where p.active and p.company_id is null and p.reseller_id = p.issuer_id`,
    );
    await enqueueAll(
      scope,
      chaseCustomersJob,
      issuers.filter(({ isPlatform }) => !isPlatform).map(({ id: resellerId }) => ({ resellerId })),
    );
    for (const { id: issuerId } of issuers.filter(({ isPlatform }) => isPlatform))
      await enqueue(scope, chasePlatformsCustomersJob, { issuerId });
    return { result: issuers.length, subject: null };
  },
});

export const findChasingJob = job({
  name: 'chasing',
  for: 'platform',
  does: [findChasing],
  payload: z.object({}),
  cron: `${CHASING_TIME.minute} ${CHASING_TIME.hour} * * *`,
  run: async (setting) => void (await perform(setting, findChasing, {})),
});
