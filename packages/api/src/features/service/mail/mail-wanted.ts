/** SQL: the end users (`u`) to whom the mail (`m`) of a mailbox goes, as far as they are here and have an address. */
const recipients = (which: 'forwards' | 'opens'): string =>
  `mail_recipient t join end_user w on w.id = t.end_user_id and w.status = 'ACTIVE' and w.email is not null
      where t.passed_mail_id = m.id and t.${which} and not t.withdrawn and m.in_force`;

const part = (name: string, value: string): string =>
  `case when '${name}' = any (m.parts) then jsonb_build_object('${name}', ${value}) else '{}' end`;

/** SQL: how the mail of the subscription with this id is to be passed on, as `PassedOn`. */
export const mailWanted = (subscriptionId: string): string =>
  `coalesce((select ${[
    part('forwardTo', `coalesce((select min(w.email) from ${recipients('forwards')}), '')`),
    part(
      'delegates',
      `(select coalesce(jsonb_agg(distinct w.email order by w.email), '[]') from ${recipients('opens')})`,
    ),
    part('reply', `case when m.in_force then coalesce(m.reply, '') else '' end`),
  ].join(' || ')} from passed_mail m where m.subscription_id = ${subscriptionId}), '{}')`;
