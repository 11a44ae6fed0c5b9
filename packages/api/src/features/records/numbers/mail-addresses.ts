import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { toConfirm } from './address-state.ts';

/** Those who may confirm are told again after so many days. */
export const AGAIN_DAYS = 30;

/** SQL: of a number that has to be confirmed nobody was told for a while, by the address `a` in force or waiting. */
export const untold = (now: string): string =>
  `a.replaced_at is null and (a.confirmed_at is null or not n.address_pending)
    and (a.reminded_at is null or a.reminded_at <= ${now}::timestamptz - interval '${AGAIN_DAYS} days')`;

/** Tells a company's administrators which addresses wait for them, once for all of them. [R1] */
export const mailAddresses = verb({
  name: 'mailAddresses',
  permission: 'system',
  input: input('MailAddressesInput', { companyId: id() }),
  async run(scope, { companyId }, { publicUrl }) {
    const told = await scope.sql<{ national: string; aged: boolean; resellerId: string }>(
      `with told as (update emergency_address a set reminded_at = $2 from telephone_number n
           where n.id = a.telephone_number_id and n.company_id = $1 and ${toConfirm('n')} and ${untold('$2')}
           returning n.number_key, n.national, a.confirmed_at is not null as aged, n.reseller_id)
       select national, aged, reseller_id as "resellerId" from told order by number_key`,
      [companyId, scope.now],
    );
    const [first] = told;
    if (!first) return { result: 0, subject: null };
    const readers = await scope.sql<{ email: string; firstName: string }>(
      `select m.email, m.first_name as "firstName" from membership m join role r on r.id = m.role_id
        where m.company_id = $1 and m.level = 'COMPANY' and m.status = 'ACTIVE' and m.lent_to is null
          and 'NUMBER_CONFIRM' = any (r.permissions) order by m.created_at`,
      [companyId],
    );
    const body = [
      'When somebody dials 999, the ambulance goes to the address that stands in the record of the number they call from.',
      saying(
        told.filter(({ aged }) => !aged),
        'These numbers have an address that nobody of your company has confirmed yet:',
      ),
      saying(
        told.filter(({ aged }) => aged),
        'The addresses of these numbers were confirmed more than twelve months ago. Is everybody still there?',
      ),
      `Please read and confirm them:\n${publicUrl}/numbers`,
    ];
    await queueMails(
      scope,
      'emergency-address',
      readers.map(({ email, firstName }) => ({
        resellerId: first.resellerId,
        companyId,
        endUserId: null,
        to: email,
        subject:
          told.length === 1
            ? `Please confirm where ${first.national} is installed`
            : `Please confirm where ${told.length} numbers are installed`,
        body: [`Hello ${firstName},`, ...body.filter(Boolean)].join('\n\n'),
      })),
    );
    return { result: told.length, subject: null };
  },
});

const NAMED = 20;

function saying(numbers: readonly { national: string }[], words: string): string {
  if (!numbers.length) return '';
  const more = numbers.length > NAMED ? `\nand ${numbers.length - NAMED} more` : '';
  return `${words}\n${numbers
    .slice(0, NAMED)
    .map(({ national }) => national)
    .join('\n')}${more}`;
}

export const mailAddressesJob = job({
  name: 'mail-addresses',
  for: 'tenant',
  does: [mailAddresses],
  priority: 'last',
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, mailAddresses, { companyId })),
});

/** Has the companies told of addresses that wait for them. */
export const queueConfirmations = (
  scope: Scope,
  rows: readonly { resellerId: string; companyId: string }[],
): Promise<void> =>
  enqueueAll(scope, mailAddressesJob, [
    ...new Map(
      rows.map(({ resellerId, companyId }) => [companyId, { resellerId, companyId }] as const),
    ).values(),
  ]);
