import { addDays, formatDate, id, localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { AHEAD_DAYS } from './licence-state.ts';

/** SQL: it ends soon, and nobody has been told of that end. Its parameters are $1 from today and $2 to the last such day. */
const DUE = `l.expires_on > $1 and l.expires_on <= $2 and l.reminded_of is distinct from l.expires_on`;

/** Tells a company's administrators which of its licences end within thirty days, once of each end. [R2] */
export const remindOfLicences = verb({
  name: 'remindOfLicences',
  permission: 'system',
  input: input('RemindOfLicencesInput', { companyId: id() }),
  async run(scope, { companyId }, { publicUrl }) {
    const today = localDate(scope.now);
    const due = await scope.sql<{ name: string; expiresOn: string; resellerId: string }>(
      `update licence l set reminded_of = l.expires_on where l.company_id = $3 and ${DUE}
        returning l.vendor || ' ' || l.product as name, l.expires_on::text as "expiresOn", l.reseller_id as "resellerId"`,
      [today, addDays(today, AHEAD_DAYS), companyId],
    );
    const [first] = due;
    if (!first) return { result: 0, subject: null };
    const readers = await scope.sql<{ email: string; firstName: string }>(
      `select m.email, m.first_name as "firstName" from membership m join role r on r.id = m.role_id
        where m.company_id = $1 and m.level = 'COMPANY' and m.status = 'ACTIVE' and m.lent_to is null
          and 'LICENCE_WRITE' = any (r.permissions) order by m.created_at`,
      [companyId],
    );
    const lines = due
      .toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))
      .map(({ name, expiresOn }) => `${name}: last day ${formatDate(addDays(expiresOn, -1))}`);
    await queueMails(
      scope,
      'licence-expiry',
      readers.map(({ email, firstName }) => ({
        resellerId: first.resellerId,
        companyId,
        endUserId: null,
        to: email,
        subject:
          due.length === 1
            ? `${first.name} is about to expire`
            : `${due.length} licences are about to expire`,
        body: [
          `Hello ${firstName},`,
          'these licences end soon:',
          lines.join('\n'),
          `Once one is renewed, enter its new last day:\n${publicUrl}/licences?state=EXPIRING`,
        ].join('\n\n'),
      })),
    );
    return { result: due.length, subject: null };
  },
});

export const remindOfLicencesJob = job({
  name: 'remind-of-licences',
  for: 'tenant',
  does: [remindOfLicences],
  priority: 'last',
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, remindOfLicences, { companyId })),
});

/** Finds the companies, of all tenants, with licences that end soon. [R2] */
export const findExpiringLicences = verb({
  name: 'findExpiringLicences',
  permission: 'system',
  input: input('FindExpiringLicencesInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    const due = await scope.sql<{ resellerId: string; companyId: string }>(
      `select distinct l.reseller_id as "resellerId", l.company_id as "companyId" from licence l where ${DUE}`,
      [today, addDays(today, AHEAD_DAYS)],
    );
    await enqueueAll(scope, remindOfLicencesJob, due);
    return { result: due.length, subject: null };
  },
});

export const findExpiringLicencesJob = job({
  name: 'expiring-licences',
  for: 'platform',
  does: [findExpiringLicences],
  payload: z.object({}),
  cron: '14 * * * *',
  run: async (setting) => void (await perform(setting, findExpiringLicences, {})),
});
