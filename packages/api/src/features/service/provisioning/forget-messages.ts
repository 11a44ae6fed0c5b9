import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { MESSAGE_DAYS } from './sent-message.ts';

/** Messages that are forgotten at once. */
const BATCH = 10_000;

/** Forgets what webhooks were sent once that is long enough ago: addresses of people stand in it. Works for all tenants. [S78] */
export const forgetMessages = verb({
  name: 'forgetMessages',
  permission: 'system',
  input: input('ForgetMessagesInput', {}),
  async run(scope) {
    const forgotten = await scope.sql(
      `update provisioning_job set message = null
        where id in (select id from provisioning_job where message is not null and finished_at < $1
          order by finished_at limit ${BATCH}) returning id`,
      [new Date(scope.now.getTime() - MESSAGE_DAYS * 86_400_000)],
    );
    return { result: forgotten.length, subject: null };
  },
});
