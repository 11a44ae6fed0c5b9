import { formatDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import type { LockedLeaver } from './lock-leaver.ts';

/** Sends whoever confirmed it the receipt: what has become of each thing, and until when it can be undone. [U5] */
export async function queueReceipt(scope: Scope, leaver: LockedLeaver): Promise<void> {
  const [reader] = await scope.sql<{
    email: string;
    firstName: string;
    companyId: string | null;
    person: string;
  }>(
    `select m.email, m.first_name as "firstName", m.company_id as "companyId", u.first_name || ' ' || u.last_name as person
      from leaver l join membership m on m.id = l.confirmed_by join end_user u on u.id = l.end_user_id
      where l.id = $1 and m.status = 'ACTIVE' and m.lent_to is null`,
    [leaver.id],
  );
  if (!reader) return;
  const lines = await scope.sql<{ text: string }>(
    `select concat(i.label, ': ', i.name, ' – ', case when i.state = 'LEFT' then 'left as it was, for it had changed meanwhile'
          else coalesce(i.fixed, (select c->>'words' from jsonb_array_elements(i.choices) c where c->>'fate' = i.fate)) end,
        case when u.id is not null and i.state <> 'LEFT' then ' to ' || u.first_name || ' ' || u.last_name end,
        case when i.mail is not null and i.state <> 'LEFT' then ', until ' || to_char((i.mail->>'until')::date, 'FMDD FMMonth YYYY') end,
        (select string_agg('. ' || b, '') from jsonb_array_elements_text(i.mail->'byHand') b)) as text
      from leaver_item i left join end_user u on u.id = i.to_end_user_id where i.leaver_id = $1 order by i.position`,
    [leaver.id],
  );
  await queueMails(scope, 'leaver', [
    {
      resellerId: leaver.resellerId,
      companyId: reader.companyId,
      endUserId: null,
      to: reader.email,
      subject: `${reader.person} has left: what has become of what they held`,
      body: [
        `Hello ${reader.firstName},`,
        `${reader.person}, whose last day was ${formatDate(leaver.lastDay)}, has been taken out as you confirmed.`,
        lines.map(({ text }) => `- ${text}`).join('\n'),
        `It can be undone until ${formatDate(leaver.undoUntil as string)}: what has been taken away by then does not come back.`,
      ].join('\n\n'),
    },
  ]);
}
