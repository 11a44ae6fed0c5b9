import type { App } from '../app.ts';
import { addDomain, inviteEndUser } from '../features/people/directory/index.ts';
import { acceptInvitation } from '../features/people/identity/index.ts';
import { subscribeEndUsers } from '../features/trade/subscriptions/index.ts';
import type { Scope } from '../kernel/scope.ts';
import { perform, type Setting } from '../kernel/verb.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';

/** What is under way right now: people invited, services just ordered, tasks waiting, jobs that are stuck. */
export async function livePresent(app: App): Promise<void> {
  const setting: Setting = {
    scopes: app.scopes,
    services: app.services,
    log: app.log,
    requestId: 'demonstration',
    credentials: { kind: 'system', task: 'demonstration', resellerId: null },
  };
  const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    app.scopes.run(setting.credentials, { requestId: 'demonstration' }, work);

  for (const email of ['user@globex.example', 'user@initech.example']) {
    const [user] = await inScope((scope) =>
      scope.sql<{ id: string }>('select id from end_user where email = $1', [email]),
    );
    await perform(setting, inviteEndUser, { endUserId: user?.id });
    const [mail] = await inScope((scope) =>
      scope.sql<{ body: string }>(
        `select body from mail where "to" = $1 and cause = 'invitation' order by created_at desc limit 1`,
        [email],
      ),
    );
    const token = /invitation#([\w-]+)/.exec(mail?.body ?? '')?.[1];
    await perform({ ...setting, credentials: { kind: 'anonymous' } }, acceptInvitation, {
      token,
      password: DEMO_PASSWORD,
    });
  }

  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  await perform(setting, addDomain, { companyId: globex?.id, name: 'globex-labs.example' });

  for (const { company, product, users } of ORDERS) {
    const rows = await inScope((scope) =>
      scope.sql<{ id: string; product: string }>(
        `select u.id, p.id as product from product p, end_user u join company c on c.id = u.company_id
          where c.name = $1 and p.code = $2 and not exists (select from subscription s where s.end_user_id = u.id and s.product_id = p.id)
          order by u.last_key, u.first_key limit $3`,
        [company, product, users],
      ),
    );
    if (!rows[0]) continue;
    await perform(setting, subscribeEndUsers, {
      endUserIds: rows.map(({ id }) => id),
      productIds: [rows[0].product],
    });
  }
  await inScope((scope) => scope.sql(STUCK));
}

const ORDERS = [
  { company: 'Globex Ltd', product: 'SEC-EDR', users: 14 },
  { company: 'Globex Ltd', product: 'MOB-PLAN', users: 3 },
  { company: 'Initech Ltd', product: 'MBX-100', users: 6 },
  { company: 'Initech Ltd', product: 'TEL-EXT', users: 4 },
  { company: 'Acme Ltd', product: 'ARC-10', users: 7 },
  { company: 'Harbourside Hotels Ltd', product: 'CRM-STD', users: 9 },
];

/** Five older jobs that could not succeed, with what the other side said: a refusal at once, or silence until it was given up. */
const STUCK = `
  with chosen as (
    select id, row_number() over (order by id) as n from provisioning_job
      where state = 'DONE' and connector = 'WEBHOOK' order by created_at desc limit 5 ),
  stuck as (
    select c.id, s.* from chosen c join (values
        (0, 1, 'REFUSED', 'The receiver refused it (400): no licence is left in the pool.', 184),
        (1, 1, 'REFUSED', 'The receiver refused it (409): the mailbox exists in another organisation.', 231),
        (2, 8, 'TIMEOUT', 'The receiver did not answer within 10 seconds.', 10000)
      ) as s (kind, tries, outcome, said, took_ms) on s.kind = c.n % 3 ),
  parked as (
    update provisioning_job j set state = 'PARKED', attempts = s.tries, finished_at = null,
        reason = case when s.tries > 1 then 'Given up after ' || s.tries || ' attempts. ' else '' end || s.said
      from stuck s where s.id = j.id returning j.* ),
  noted as (
    insert into provisioning_attempt (id, reseller_id, company_id, end_user_id, job_id, at, outcome, detail, duration_ms)
      select uuidv7(), p.reseller_id, p.company_id, p.end_user_id, p.id,
          p.created_at + interval '2 seconds' + interval '90 seconds' * (attempt - 1) ^ 3, s.outcome, s.said, s.took_ms
        from parked p join stuck s on s.id = p.id cross join generate_series(1, s.tries) attempt )
  update subscription s set state = 'PARKED' from parked p where p.subscription_id = s.id`;
