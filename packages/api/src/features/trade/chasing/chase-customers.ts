import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { administratorsOf, encloseInvoices, readIssuer } from '../billing/index.ts';
import { suspendServices } from '../subscriptions/index.ts';
import type { PlannedLetter } from './chased-invoice.ts';
import { bodyOfLetter, concerned, subjectOfLetter } from './chasing-letter.ts';
import { type Noted, noteLetters } from './note-letters.ts';
import { planChasing } from './plan-chasing.ts';
import { readChased } from './read-chased.ts';
import { servicesAtStake } from './services-at-stake.ts';

/** Customers of one commit at most. */
const CUSTOMERS = 200;

/**
 * Sends an issuer's next few customers what is due today, one letter each, and restricts those who were warned of it; each of it
 * was noted first, so that whoever is killed and begins again does nothing twice. MORE: others are left. [B7]
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
    const readersOfLetter = ({ companyId, resellerId }: PlannedLetter) =>
      readers.get(companyId ?? resellerId) ?? [];
    const atStake = await servicesAtStake(scope, issuerId, aboutServices(letters));
    const { letters: sent, begun } = await noteLetters(
      scope,
      letters,
      (letter) => readersOfLetter(letter).length,
    );
    const suspended = await suspend(scope, issuerId, begun);
    const about = sent.flatMap((letter) => concerned(letter).map(({ invoice }) => invoice.id));
    const enclosed = await encloseInvoices(scope, about, publicUrl);
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
            services: atStake.get(letter.companyId ?? '') ?? [],
            payUrlOf: (invoiceId) => enclosed.get(invoiceId)?.payUrl ?? publicUrl,
            console: `${publicUrl}/invoices?unpaid=true`,
          }),
          attachments: concerned(letter).flatMap(
            ({ invoice }) => enclosed.get(invoice.id)?.attachments ?? [],
          ),
        })),
      ),
    );
    for (const { resellerId, companyId } of sent)
      scope.hint(
        { kind: 'InvoiceReminder', resellerId, companyId },
        { kind: 'Restriction', resellerId, companyId },
      );
    return {
      result: planned.length > letters.length ? ('MORE' as const) : ('DONE' as const),
      subject: [
        ...sent.flatMap(({ reminders }) =>
          reminders.map(({ invoice: { id: invoiceId, resellerId, companyId, number } }) => ({
            type: 'Invoice',
            id: invoiceId,
            resellerId,
            companyId,
            reference: number,
          })),
        ),
        ...begun.map(({ id: restrictionId, resellerId, companyId, number }) => ({
          type: 'Restriction',
          id: restrictionId,
          resellerId,
          companyId,
          reference: number,
          changed: { beganAt: [null, scope.now.toISOString()] as const },
        })),
        ...suspended,
      ],
    };
  },
});

/** The companies whose letters say which services are suspended. */
export const aboutServices = (letters: readonly PlannedLetter[]): string[] =>
  letters.flatMap(({ companyId, restrictions }) =>
    companyId && restrictions.some(({ kind }) => kind === 'SUSPENSION') ? companyId : [],
  );

/** Has services suspended of those for whom that has begun, and says what the audit log is told. */
async function suspend(scope: Scope, issuerId: string, begun: Noted['begun']) {
  const companies = begun.flatMap(({ kind, companyId }) =>
    kind === 'SUSPENSION' && companyId ? companyId : [],
  );
  if (!companies.length) return [];
  const services = await suspendServices(scope, issuerId, companies);
  return services.map(({ there: _, was: __, ...service }) => ({
    type: 'Subscription',
    ...service,
    changed: { suspendedAt: [null, scope.now.toISOString()] as const },
  }));
}
