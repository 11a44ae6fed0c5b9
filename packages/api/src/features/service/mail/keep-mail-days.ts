import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { today } from '../../../kernel/protection.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { isPassedOn } from './subscription-mail.ts';
import { bringAbout } from './write-passing.ts';

/** SQL: the days of passed mail `m` have begun, and are not over; or it is not as the other side was told. */
const IS_TIME = `(m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today}))`;
const HAS_TURNED = `${isPassedOn('m')} and m.in_force <> ${IS_TIME}`;

/** Begins to pass on the mail of a company whose day has come, and ends it where its last day is over. [U5] [P1] */
export const keepMailDays = verb({
  name: 'keepMailDays',
  permission: 'system',
  input: input('KeepMailDaysInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const turned = await scope.sql<{
      id: string;
      subscriptionId: string;
      resellerId: string;
      endUserId: string;
      inForce: boolean;
    }>(
      `update passed_mail m set in_force = not m.in_force, reply = case when m.in_force then null else m.reply end
        where m.company_id = $1 and ${HAS_TURNED}
       returning m.id, m.subscription_id as "subscriptionId", m.reseller_id as "resellerId", m.end_user_id as "endUserId", m.in_force as "inForce"`,
      [companyId],
    );
    const [first] = turned;
    if (!first) return { result: 0, subject: null };
    const { resellerId } = first;
    const over = turned.flatMap((one) => (one.inForce ? [] : one.id));
    await scope.sql('delete from mail_recipient where passed_mail_id = any ($1)', [over]);
    await bringAbout(
      scope,
      resellerId,
      turned.map(({ subscriptionId }) => subscriptionId),
    );
    scope.hint({ kind: 'Subscription', resellerId, companyId });
    return {
      result: turned.length,
      subject: turned.map(({ subscriptionId, endUserId }) => ({
        type: 'Subscription',
        ...{ id: subscriptionId, resellerId, companyId, endUserId },
        changed: ['passedMail'],
      })),
    };
  },
});

export const keepMailDaysJob = job({
  name: 'keep-mail-days',
  for: 'tenant',
  does: [keepMailDays],
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, keepMailDays, { companyId })),
});

/** Finds the companies, of all tenants, that have mail whose day to be passed on has come, or is over. [U5] */
export const findDueMail = verb({
  name: 'findDueMail',
  permission: 'system',
  input: input('FindDueMailInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; companyId: string }>(
      `select distinct m.reseller_id as "resellerId", m.company_id as "companyId" from passed_mail m
        where (not m.in_force or m.ends_on is not null) and ${HAS_TURNED}`,
    );
    await enqueueAll(scope, keepMailDaysJob, due);
    return { result: due.length, subject: null };
  },
});

/** Every hour, as days begin at another hour of UTC in summer; what is done is not found again. */
export const findDueMailJob = job({
  name: 'due-mail',
  for: 'platform',
  does: [findDueMail],
  payload: z.object({}),
  cron: '6 * * * *',
  run: async (setting) => void (await perform(setting, findDueMail, {})),
});
