import { id, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { mailRightsNewsJob } from './mail-rights-news.ts';

/** SQL over `rights_request r`, $1 the day: how near it has come, in days before it is due; -1 once it is over. */
const STAGE = `case when r.due_on < $1::date then -1 when r.due_on <= $1::date + 2 then 2 when r.due_on <= $1::date + 7 then 7 end`;
/** SQL: its time runs, and nobody has been reminded of that day from so near. */
const DUE = `r.status in ('RECEIVED', 'IN_PROGRESS') and r.due_on <= $1::date + 7
  and (r.reminded_due_on is distinct from r.due_on or r.reminded_days > ${STAGE})`;

/** Reminds the companies of one reseller of requests that are due in seven days, in two, or overdue: once each. [D3] */
export const remindRights = verb({
  name: 'remindRights',
  permission: 'system',
  input: input('RemindRightsInput', { resellerId: id() }),
  async run(scope, { resellerId }) {
    const due = await scope.sql<{
      id: string;
      companyId: string;
      endUserId: string | null;
      reference: string;
      stage: number;
    }>(
      `update rights_request r set reminded_due_on = r.due_on, reminded_days = ${STAGE} where r.reseller_id = $2 and ${DUE}
         returning r.id, r.company_id as "companyId", r.end_user_id as "endUserId", r.reference, r.reminded_days as stage`,
      [localDate(scope.now), resellerId],
    );
    const events = due.map(({ id: requestId, stage }) => ({
      id: newId(),
      requestId,
      kind: stage < 0 ? 'OVERDUE' : 'DUE_SOON',
    }));
    await scope.sql(
      `insert into rights_event (id, reseller_id, company_id, end_user_id, rights_request_id, at, kind, due_on, by_name)
         select e.id, r.reseller_id, r.company_id, r.end_user_id, r.id, $2, e.kind, r.due_on, 'Steward'
           from json_to_recordset($1) as e (id uuid, "requestId" uuid, kind text) join rights_request r on r.id = e."requestId"`,
      [JSON.stringify(events), scope.now],
    );
    await enqueueAll(
      scope,
      mailRightsNewsJob,
      events.map((event) => ({ resellerId, eventId: event.id })),
    );
    const subject = due.map(({ stage, ...request }) => ({ type: 'RightsRequest', resellerId, ...request }));
    return { result: due.length, subject };
  },
});

export const remindRightsJob = job({
  name: 'remind-rights',
  for: 'tenant',
  does: [remindRights],
  payload: z.object({ resellerId: z.string() }),
  run: async (setting, payload) => void (await perform(setting, remindRights, payload)),
});

/** Finds the resellers of whose companies some have to be reminded. [D3] */
export const findRightsToRemind = verb({
  name: 'findRightsToRemind',
  permission: 'system',
  input: input('FindRightsToRemindInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string }>(
      `select distinct r.reseller_id as "resellerId" from rights_request r where ${DUE}`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, remindRightsJob, due);
    return { result: due.length, subject: null };
  },
});

export const findRightsToRemindJob = job({
  name: 'find-rights-to-remind',
  for: 'platform',
  does: [findRightsToRemind],
  payload: z.object({}),
  cron: '17 * * * *',
  async run(setting) {
    await perform(setting, findRightsToRemind, {});
  },
});
