import { addDays, date, formatDate, id, localDate, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMailbox } from './mailbox-of.ts';
import { daysProblem, passingFields, passingProblems } from './passing-rules.ts';
import { writePassing } from './write-passing.ts';

const DAYS_AHEAD = 366;

/**
 * Has the mail of somebody's mailbox passed on to colleagues from a day on: forwarded, the mailbox open to them, a reply to whoever
 * writes; instead of whatever was said before. INVALID_INPUT names who cannot have it, and the day that cannot be. [U5] [P1]
 */
export const passMailOn = verb({
  name: 'passMailOn',
  description:
    'Has the mail of a mailbox forwarded to a colleague, the mailbox opened by others, or a reply sent, from a day on (today, unless another is said) and until the day after the last, if one is said. It replaces what was said before.',
  permission: 'MAIL_PASS',
  input: input('PassMailOnInput', {
    subscriptionId: id(),
    startsOn: optional(date()),
    endsOn: optional(date()),
    ...passingFields,
  }),
  async run(scope, { subscriptionId, startsOn: given, endsOn, forwardToId, delegateIds, reply }) {
    const mailbox = await lockMailbox(scope, subscriptionId);
    const today = localDate(scope.now);
    const startsOn = given ?? today;
    const latest = addDays(today, DAYS_AHEAD);
    if (startsOn < today || startsOn > latest)
      throw invalid('startsOn', `Must be between today, ${formatDate(today)}, and ${formatDate(latest)}.`);
    const wrongDays = daysProblem(startsOn, endsOn, addDays(latest, 1));
    if (wrongDays) throw invalid('endsOn', wrongDays);
    const passing = { forwardToId, delegateIds: delegateIds ?? [], reply };
    const problems = await passingProblems(scope, mailbox, passing);
    if (problems.length)
      throw new Problem('INVALID_INPUT', problems.map(({ message }) => message).join(' '), problems);
    const news = await writePassing(scope, mailbox, { startsOn, endsOn }, passing);
    const subject = { type: 'Subscription', ...mailbox, changed: ['passedMail'] };
    return { result: subscriptionId, subject: news ? subject : null };
  },
});
