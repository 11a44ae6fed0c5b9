import { formatDate, localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';

/**
 * Mails the owners of each tenant where its chain ended on the days of the last week: a copy that is out of reach of whoever could change the
 * database, and as it stands can be given to the check of a copy. Returns how many were told. [D9] [S81]
 */
export const mailAuditHeads = verb({
  name: 'mailAuditHeads',
  permission: 'system',
  input: input('MailAuditHeadsInput', {}),
  async run(scope, _input, { publicUrl }) {
    const owners = await scope.sql<{
      resellerId: string;
      companyId: string | null;
      to: string;
      firstName: string;
      resellerName: string;
      heads: object[];
    }>(
      `select m.reseller_id as "resellerId", m.company_id as "companyId", m.email as "to", m.first_name as "firstName",
         r.name as "resellerName", h.heads
         from membership m join role o on o.id = m.role_id and o.reseller_id is null and o.kind = 'OWNER'
         join reseller r on r.id = m.reseller_id
         join lateral (select json_agg(json_build_object('resellerId', p.reseller_id, 'day', p.day::text,
             'position', p.position, 'hash', p.hash) order by p.day) as heads
           from published_head p where p.reseller_id = m.reseller_id
             and p.day > ($1::timestamptz at time zone 'Europe/London')::date - 7) h on h.heads is not null
         where m.status = 'ACTIVE' and m.lent_to is null and m.level <> 'END_USER'`,
      [scope.now],
    );
    await queueMails(
      scope,
      'auditHeads',
      owners.map(({ firstName, resellerName, heads, ...to }) => ({
        ...{ ...to, endUserId: null },
        subject: `Proof of your audit log, week to ${formatDate(localDate(scope.now), 'short')}`,
        body: [
          `Dear ${firstName},`,
          'this is where your audit log ended on each day of the last week. Keep it where nobody of ours can reach it: whoever changed the log later could not change this letter.',
          heads.map((head) => JSON.stringify(head)).join('\n'),
          `To compare it with the log as it is now, paste this letter into Audit log, Proof:\n${publicUrl}/audit/proof`,
          resellerName,
        ].join('\n\n'),
      })),
    );
    return { result: owners.length, subject: null };
  },
});

export const mailAuditHeadsJob = job({
  name: 'mail-audit-heads',
  for: 'platform',
  does: [mailAuditHeads],
  payload: z.object({}),
  cron: '30 6 * * 1',
  run: async (setting) => void (await perform(setting, mailAuditHeads, {})),
});
