import type { App } from '../app.ts';
import { inviteEndUser } from '../features/directory/index.ts';
import { acceptInvitation } from '../features/identity/index.ts';
import { subscribeEndUsers } from '../features/subscriptions/index.ts';
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
  await inScope((scope) => scope.sql(STUCK, [scope.now]));
}

const ORDERS = [
  { company: 'Globex Ltd', product: 'SEC-EDR', users: 14 },
  { company: 'Globex Ltd', product: 'MOB-PLAN', users: 3 },
  { company: 'Initech Ltd', product: 'MBX-100', users: 6 },
  { company: 'Initech Ltd', product: 'TEL-EXT', users: 4 },
  { company: 'Acme Ltd', product: 'ARC-10', users: 7 },
  { company: 'Harbourside Hotels Ltd', product: 'CRM-STD', users: 9 },
];

/** Five older jobs that could not succeed, with what the other side said. */
const STUCK = `
  with chosen as (
    select j.id, j.subscription_id, j.created_at, row_number() over (order by j.id) as n from provisioning_job j
      where j.state = 'DONE' and j.connector = 'WEBHOOK' order by j.created_at desc limit 5 ),
  parked as (
    update provisioning_job j set state = 'PARKED', attempts = 8, finished_at = null,
        reason = (array['The receiver refused it (400): no licence is left in the pool.', 'The receiver refused it (409): the mailbox exists in another organisation.',
          'The receiver did not answer within 10 seconds, eight times.'])[1 + c.n % 3]
      from chosen c where c.id = j.id returning j.subscription_id, j.id, j.reseller_id, j.company_id, j.end_user_id, j.reason ),
  noted as (
    insert into provisioning_attempt (id, reseller_id, company_id, end_user_id, job_id, at, outcome, detail, duration_ms)
      select uuidv7(), reseller_id, company_id, end_user_id, id, $1::timestamptz - interval '3 hours', 'REFUSED', reason, 184 from parked )
  update subscription s set state = 'PARKED' from parked p where p.subscription_id = s.id`;
