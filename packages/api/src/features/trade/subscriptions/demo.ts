import { addDays, localDate, monthOf } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { doNotRenew } from './do-not-renew.ts';
import { keepSubscriptionDaysJob } from './find-due-subscriptions.ts';
import { renewDueCommitments } from './renew-due-commitments.ts';
import { subscribe } from './subscribe.ts';
import { subscribeEndUsers } from './subscribe-end-users.ts';

const ORDERS = [
  { company: 'Globex Ltd', product: 'SEC-EDR', users: 14 },
  { company: 'Globex Ltd', product: 'MOB-PLAN', users: 3 },
  { company: 'Initech Ltd', product: 'MBX-100', users: 6 },
  { company: 'Initech Ltd', product: 'TEL-EXT', users: 4 },
  { company: 'Acme Ltd', product: 'ARC-10', users: 7 },
  { company: 'Harbourside Hotels Ltd', product: 'CRM-STD', users: 9 },
];

/** Services that have just been ordered. */
async function orderSomeServices({ setting, inScope }: Demonstration): Promise<void> {
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
}

/** The licences of a year ago have renewed; one of them is not taken for another year, while there is time to think again. */
async function doNotRenewOne({ setting, inScope }: Demonstration): Promise<void> {
  const [company] = await inScope((scope) =>
    scope.sql<{ id: string; resellerId: string }>(
      `select id, reseller_id as "resellerId" from company where name = 'Globex Ltd'`,
    ),
  );
  if (!company) return;
  const { id: companyId, resellerId } = company;
  const does = [renewDueCommitments.name];
  const credentials = { kind: 'system', task: keepSubscriptionDaysJob.name, resellerId, does } as const;
  await perform({ ...setting, credentials }, renewDueCommitments, { companyId });
  const [one] = await inScope((scope) =>
    scope.sql<{ id: string }>(
      `select s.id from subscription s join subscription_commitment t on t.subscription_id = s.id
        where s.company_id = $1 and s.state = 'ACTIVE' and s.ends_on is null and t.terms ->> 'follows' = 'RENEWS'
          and t.until - (t.terms ->> 'noticeDays')::integer - 1 > $2 order by s.id limit 1`,
      [companyId, localDate(scope.now)],
    ),
  );
  if (one) await perform(setting, doNotRenew, one);
}

/** What the company that pays in euros takes, since last month. */
async function orderInEuros({ inScope, today, asStaffAt }: PastDemonstration): Promise<void> {
  const staff = await asStaffAt(addDays(`${monthOf(addDays(`${monthOf(today)}-01`, -1))}-01`, 2), '10:30:00');
  const rows = await inScope((scope) =>
    scope.sql<{ id: string; companyId: string }>(
      `select u.id, u.company_id as "companyId" from end_user u join company c on c.id = u.company_id where c.currency = 'EUR'
        order by u.last_key, u.first_key, u.id`,
    ),
  );
  const products = await inScope((scope) =>
    scope.sql<{ id: string; code: string }>('select id, code from product'),
  );
  const idOf = (code: string) => products.find((product) => product.code === code)?.id ?? '';
  const [one] = rows;
  if (!one) return;
  await perform(staff, subscribeEndUsers, {
    endUserIds: rows.map(({ id }) => id),
    productIds: [idOf('MBX-50'), idOf('ARC-10')],
  });
  await perform(staff, subscribe, { companyId: one.companyId, productId: idOf('MBX-SHARED'), quantity: 2 });
}

export const demo: DemoPart = {
  past: orderInEuros,
  present: async (given) => {
    await orderSomeServices(given);
    await doNotRenewOne(given);
  },
};
