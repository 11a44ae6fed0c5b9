import { id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMailbox } from './mailbox-of.ts';
import { isPassedOn } from './subscription-mail.ts';
import { NOTHING, writePassing } from './write-passing.ts';

/** Has the mail of a mailbox go to whom it is for again, and to nobody else. Nothing is done where it does already. [U5] [P1] */
export const stopPassingMailOn = verb({
  name: 'stopPassingMailOn',
  description: 'Takes back what passMailOn has said.',
  permission: 'MAIL_PASS',
  input: input('StopPassingMailOnInput', { subscriptionId: id() }),
  async run(scope, { subscriptionId }) {
    const mailbox = await lockMailbox(scope, subscriptionId);
    const [passed] = await scope.sql(
      `select from passed_mail m where m.subscription_id = $1 and ${isPassedOn('m')}`,
      [subscriptionId],
    );
    if (!passed) return { result: subscriptionId, subject: null };
    await writePassing(scope, mailbox, { startsOn: localDate(scope.now), endsOn: null }, NOTHING);
    const subject = { type: 'Subscription', ...mailbox, changed: ['passedMail'] };
    return { result: subscriptionId, subject };
  },
});
