import { newId } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { keepMessage } from './keep-message.ts';
import { messageBody } from './message.ts';
import { wantedOf } from './provided-service.ts';
import { type ProvisioningAction, ProvisioningAttempt } from './provisioning-job.entity.ts';
import type { TaskSide } from './task-template.entity.ts';

/** What the tasks of some products consist of: who does them, within how many working days, what there is to tick off. */
const TASKS: readonly {
  code: string;
  doneBy: TaskSide;
  dueDays: number;
  setUp: string[];
  removal: string[];
}[] = [
  {
    code: 'ARC-10',
    doneBy: 'PLATFORM',
    dueDays: 2,
    setUp: [
      'Create the archive',
      'Switch on journaling',
      'Take in the mail of before',
      'Search for a message that was just sent',
      'Tell the company that it is there',
    ],
    removal: ['Export what has to be kept', 'Switch off journaling'],
  },
  {
    code: 'TEL-EXT',
    doneBy: 'RESELLER',
    dueDays: 3,
    setUp: [
      'Create the extension',
      'Send the telephone',
      'Make a call each way',
      'Confirm the address for 999',
    ],
    removal: ['Delete the extension', 'Fetch the telephone'],
  },
  {
    code: 'MOB-PLAN',
    doneBy: 'PLATFORM',
    dueDays: 5,
    setUp: [
      'Order the SIM card',
      'Register the mobile with device management',
      'Install what the company works with',
      'Send it by recorded post',
      'Note who has signed for it',
    ],
    removal: ['Cancel the contract', 'Wipe the mobile'],
  },
];

/** Tasks that wait: asked for today. */
const WAITING = `
  with waiting as (
    select j.id, row_number() over (partition by p.code, r.is_platform order by j.id) as n from provisioning_job j
      join subscription s on s.id = j.subscription_id join product p on p.id = s.product_id join reseller r on r.id = j.reseller_id
      where j.state = 'DONE' and p.code in ('ARC-10', 'TEL-EXT', 'MOB-PLAN')
        and j.created_at > $1::timestamptz - interval '1 year' ),
  begun as (
    update provisioning_job j set state = 'WAITING', finished_at = null, created_at = $1::timestamptz - interval '3 hours' * w.n
      from waiting w where w.id = j.id and w.n <= 2 returning j.id, j.subscription_id )
  update subscription s set state = 'PENDING' from begun b where b.subscription_id = s.id
  returning b.id`;

/** Of these some have been asked for longer ago and are late, one is somebody's, and of that all but the last thing is done. */
const TAKEN = `
  with staff as (select id, first_name || ' ' || last_name as name from membership
      where level = 'PLATFORM' and status = 'ACTIVE' order by created_at, id limit 1),
  placed as (select id, row_number() over (order by task_of, id) as n from provisioning_job where id = any ($2))
  update provisioning_job j set due_at = case when p.n % 3 = 0 then $1::timestamptz - interval '1 day' else j.due_at end,
      created_at = case when p.n % 3 = 0 then $1::timestamptz - interval '8 days' else j.created_at end,
      assignee_id = case when p.n = 1 and j.task_of = 'PLATFORM' then s.id end,
      assignee_name = case when p.n = 1 and j.task_of = 'PLATFORM' then s.name end,
      assigned_at = case when p.n = 1 and j.task_of = 'PLATFORM' then $1::timestamptz end,
      checklist = case when p.n = 1 and j.task_of = 'PLATFORM' then coalesce((
          select jsonb_agg(case when i.at < jsonb_array_length(j.checklist) then i.item
              || jsonb_build_object('doneAt', $1::timestamptz, 'doneById', s.id, 'doneByName', s.name) else i.item end order by i.at)
            from jsonb_array_elements(j.checklist) with ordinality i (item, at)), '[]') else j.checklist end
    from placed p, staff s where p.id = j.id`;

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
        fault = s.outcome,
        reason = case when s.tries > 1 then 'Given up after ' || s.tries || ' attempts. ' else '' end || s.said
      from stuck s where s.id = j.id returning j.* ),
  refused as (
    update subscription s set state = 'PARKED' from parked p where p.subscription_id = s.id )
  select p.id as "jobId", p.reseller_id as "resellerId", p.company_id as "companyId", p.end_user_id as "endUserId",
      p.created_at + interval '2 seconds' + interval '90 seconds' * (attempt - 1) ^ 3 as at, s.outcome, s.said as detail,
      s.took_ms as "durationMs"
    from parked p join stuck s on s.id = p.id cross join generate_series(1, s.tries) attempt`;

/** What receivers have said yes to, and what was done by hand, is what is there. */
const SEEN = `
  insert into observation (id, reseller_id, company_id, end_user_id, subscription_id, connector_id, desired, observed, observed_at,
      created_at)
    select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id,
        case when p.connector <> 'MANUAL' then p.connector_id end, shape.there, shape.there, j.finished_at, j.finished_at
      from subscription s join product p on p.id = s.product_id
      cross join lateral (select max(d.finished_at) as finished_at from provisioning_job d
        where d.subscription_id = s.id and d.state = 'DONE') j
      left join email_address e on e.end_user_id = s.end_user_id and e."primary"
      cross join lateral (select jsonb_strip_nulls(jsonb_build_object('product', p.code, 'quantity', s.quantity,
        'address', e.address)) || s.parameters as there) shape
     where s.state = 'ACTIVE' and j.finished_at is not null
  on conflict (subscription_id) do nothing`;

/** As many as the latest messages that are kept, so that they can be sent again. */
const KEPT = 60;

/** What the receiver was sent lately, made as a worker would have made it. */
async function keepMessages(scope: Scope): Promise<void> {
  const jobs = await scope.sql<{
    id: string;
    resellerId: string;
    companyId: string;
    subscriptionId: string;
    action: ProvisioningAction;
    createdAt: Date;
  }>(
    `select id, reseller_id as "resellerId", company_id as "companyId", subscription_id as "subscriptionId", action,
        created_at as "createdAt" from provisioning_job
      where connector = 'WEBHOOK' and (state = 'PARKED' or state = 'DONE' and finished_at > $1::timestamptz - interval '30 days')
      order by created_at desc, id desc limit ${KEPT}`,
    [scope.now],
  );
  for (const { id, resellerId, companyId, subscriptionId, ...job } of jobs) {
    const wanted = await wantedOf(scope, subscriptionId);
    if (wanted) await keepMessage(scope, { id, resellerId, companyId, message: messageBody(wanted, job) });
  }
}

/** How tasks of what is sold are done. */
async function sayHow({ inScope }: Demonstration): Promise<void> {
  await inScope(async (scope) => {
    for (const { code, ...task } of TASKS) {
      await scope.sql(
        `insert into task_template (id, product_id, done_by, due_days, set_up, removal, created_at)
           select $1, id, $3, $4, $5, $6, $7 from product where code = $2`,
        [newId(), code, task.doneBy, task.dueDays, task.setUp, task.removal, scope.now],
      );
    }
  });
}

/** What is there is known; some jobs are stuck and some tasks wait, for somebody to look into. */
async function begin({ inScope }: Demonstration): Promise<void> {
  await inScope(async (scope) => {
    for (const attempt of await scope.sql<Pick<ProvisioningAttempt, 'jobId' | 'at'>>(STUCK))
      await scope.insert(ProvisioningAttempt, { id: newId(), steps: [], ...attempt });
    const begun = await scope.sql<{ id: string }>(WAITING, [scope.now]);
    await scope.sql(TAKEN, [scope.now, begun.map(({ id }) => id)]);
    await scope.sql(SEEN);
    await keepMessages(scope);
  });
}

export const demo: DemoPart = { founding: sayHow, present: begin };
