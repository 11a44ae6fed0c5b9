import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

const said = (holder: Holder, rows: readonly { id: string }[], changed: readonly [string, string]): Done => ({
  ids: rows.map(({ id }) => id),
  subjects: rows.map(({ id }) => ({ type: 'Membership', id, ...holder, changed: { status: changed } })),
});

/** SQL: whether `m` is the only owner of its company. */
const ONLY_OWNER = `m.level = 'COMPANY' and m.ends_at is null
  and (select r.kind = 'OWNER' and r.reseller_id is null from role r where r.id = m.role_id)
  and not exists (select from membership o where o.role_id = m.role_id and o.status = 'ACTIVE' and o.ends_at is null
    and o.company_id = m.company_id and o.level = m.level and o.id <> m.id)`;

/** They are let in no more, and where they are signed in ends now. [S47] */
async function end(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const ids = things.map(({ id }) => id);
  // Of two owners who leave on the same day one stays, as when they let go themselves (`keep_an_owner`).
  await scope.sql(`select pg_advisory_xact_lock(hashtextextended('owners of ' || $1::text, 0))`, [
    holder.companyId,
  ]);
  const shut = await scope.sql<{ id: string }>(
    `update membership m set status = 'SUSPENDED' where m.id = any ($1) and m.company_id = $2 and m.status = 'ACTIVE'
      and not (${ONLY_OWNER}) returning m.id`,
    [ids, holder.companyId],
  );
  const ended = await scope.sql<{ sessionId: string }>(
    'select session_id as "sessionId" from end_sessions_of($1, $2)',
    [shut.map(({ id }) => id), scope.now],
  );
  scope.hint(...ended.map(({ sessionId }) => ({ kind: 'Session', id: sessionId })));
  return said(holder, shut, ['ACTIVE', 'SUSPENDED']);
}

async function restore(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const opened = await scope.sql<{ id: string }>(
    `update membership set status = 'ACTIVE' where id = any ($1) and company_id = $2 and status = 'SUSPENDED' returning id`,
    [things.map(({ id }) => id), holder.companyId],
  );
  return said(holder, opened, ['SUSPENDED', 'ACTIVE']);
}

/** What somebody signs in as: their own place, and what was delegated to them in their company. [S47] [U5] */
export const heldMemberships: Held = {
  kind: 'MEMBERSHIP',
  label: 'Sign-in and roles',
  tables: ['membership', 'invitation'],
  permission: 'MEMBERSHIP_WRITE',
  choices: [
    ['END', 'Signed out, and let in no more'],
    ['KEEP', 'Goes on'],
  ],
  held: `select m.id, case m.level when 'END_USER' then 'Sign-in' else r.name || ' of the company' end as name, m.email as detail,
      case when ${ONLY_OWNER}
        then 'Is the only owner: make somebody else an owner first' end as fixed
    from membership m join role r on r.id = m.role_id
    where m.status = 'ACTIVE' and m.lent_to is null and m.company_id = $2
      and (m.end_user_id = $1 or m.person_id in (select o.person_id from membership o where o.end_user_id = $1 and o.person_id is not null))
    order by m.level desc, m.id`,
  end,
  restore,
};
