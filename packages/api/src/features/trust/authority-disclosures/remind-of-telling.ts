import { id, localDate } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import type { Keeper } from './authority-disclosure.entity.ts';

/** Whose people are written to, and about how many. */
interface Due {
  resellerId: string;
  companyId: string | null;
  level: Keeper;
}

/**
 * Writes to those of a tenant who look after what authorities were given that people may be told of it from today on. The letter
 * names neither them nor the authority: that is read after signing in. [D7]
 */
export const mailTellingDue = verb({
  name: 'mailTellingDue',
  permission: 'system',
  input: input('MailTellingDueInput', {
    resellerId: id(),
    companyId: id().nullable(),
    level: oneOf(LevelChoice),
  }),
  async run(scope, { resellerId, companyId, level }, { publicUrl }) {
    const people = await scope.sql<{ email: string; firstName: string }>(
      `select m.email, m.first_name as "firstName" from membership m join role r on r.id = m.role_id
         where m.level = $1 and m.reseller_id = $2 and m.company_id is not distinct from $3::uuid and m.status = 'ACTIVE'
           and m.lent_to is null and 'AUTHORITY_DISCLOSURE_RECORD' = any (r.permissions) order by m.id`,
      [level, resellerId, companyId],
    );
    await queueMails(
      scope,
      'authorityTelling',
      people.map(({ email, firstName }) => ({
        ...{ resellerId, companyId, endUserId: null },
        to: email,
        subject: 'People may be told what an authority was given',
        body: [
          `Hello ${firstName},`,
          'An authority was given data about people, and they may be told from today on. Tell them, and enter when you did, or put down why they are not told yet.',
          `${publicUrl}/authorities?toTell=true&mine=true`,
        ].join('\n\n'),
      })),
    );
    return { result: people.length, subject: null };
  },
});

export const mailTellingDueJob = job({
  name: 'mail-telling-due',
  for: 'tenant',
  does: [mailTellingDue],
  payload: z.object({
    resellerId: z.string(),
    companyId: z.string().nullable(),
    level: z.enum(['PLATFORM', 'RESELLER', 'COMPANY']),
  }),
  run: async (setting, payload) => void (await perform(setting, mailTellingDue, payload)),
});

/** Finds what people may be told of by now and have not been: whoever keeps it is reminded once of each day that was set. [D7] */
export const findTellingDue = verb({
  name: 'findTellingDue',
  permission: 'system',
  input: input('FindTellingDueInput', {}),
  async run(scope) {
    const due = await scope.sql<Due>(
      `with due as (
         update authority_disclosure d set reminded_at = $2
           where d.state = 'ANSWERED' and d.told_on is null and d.reminded_at is null and d.may_tell_on <= $1::date
           returning d.keeper, d.reseller_id, d.company_id)
       select distinct d.keeper as level, case when d.keeper = 'COMPANY' then d.company_id end as "companyId",
           case d.keeper when 'PLATFORM' then (select r.id from reseller r where r.is_platform)
             when 'COMPANY' then (select c.reseller_id from company c where c.id = d.company_id) else d.reseller_id end as "resellerId"
         from due d`,
      [localDate(scope.now), scope.now],
    );
    await enqueueAll(scope, mailTellingDueJob, due);
    return { result: due.length, subject: null };
  },
});

export const findTellingDueJob = job({
  name: 'find-telling-due',
  for: 'platform',
  does: [findTellingDue],
  payload: z.object({}),
  cron: '23 * * * *',
  async run(setting) {
    await perform(setting, findTellingDue, {});
  },
});
