import { addDays, id, localDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { place } from '../../trade/orders/index.ts';
import { lockEndUser } from '../directory/index.ts';
import { who } from '../identity/index.ts';
import { carryOutLeaverJob } from './carry-out-leaver.ts';
import { keptItems } from './kept-items.ts';
import { type LockedLeaver, lockLeaver, subjectOf } from './lock-leaver.ts';
import { endsByOrder, type LeaverChoice, lookAtLeaver } from './look-at-leaver.ts';
import { undoDaysOf } from './undo-days.ts';

/**
 * Has a plan carried out as it was shown: one order ends the services after the last day; everything else is done on that day if it
 * is today, otherwise when it is over. CONFLICT if what they hold or what it comes to has changed since, INVALID_INPUT with what
 * stands in its way. [U5] [C4]
 */
export const confirmLeaver = verb({
  name: 'confirmLeaver',
  description: 'Has a plan carried out as it was shown, by one order; rules of approval hold for it.',
  permission: 'LEAVER_WRITE',
  input: input('ConfirmLeaverInput', { id: id() }),
  async run(scope, { id: leaverId }) {
    const leaver = await lockLeaver(scope, leaverId);
    if (leaver.state === 'CONFIRMED' || leaver.state === 'DONE') return { result: leaverId, subject: null };
    if (leaver.state !== 'PLANNED') throw conflict('This plan is over: plan it anew.', 'id');
    const person = await lockEndUser(scope, leaver.endUserId);
    const look = await lookAtLeaver(scope, person, leaver.lastDay, await choicesOf(scope, leaver));
    if (look.problems.length)
      throw new Problem(
        'INVALID_INPUT',
        look.problems.map(({ message }) => message).join(' '),
        look.problems,
      );
    if (look.seen !== leaver.seen)
      throw conflict('What they hold, or what it comes to, has changed since: look at the plan again.', 'id');
    const { lines, startsOn } = endsByOrder(look.items, leaver.lastDay);
    const order = lines.length
      ? await place(
          scope,
          {
            companyId: leaver.companyId,
            lines,
            startsOn,
            note: leaver.note,
            withoutHeld: null,
          },
          'LEAVER',
        )
      : null;
    const today = localDate(scope.now);
    const dueOn = leaver.lastDay === today ? today : addDays(leaver.lastDay, 1);
    const days = await undoDaysOf(scope, leaver.companyId);
    const by = await who(scope);
    await scope.sql(
      `update leaver set state = 'CONFIRMED', due_on = $2, undo_until = $3, service_order_id = $4, confirmed_by = $5,
          confirmed_by_name = $6, confirmed_at = $7 where id = $1`,
      [
        ...[leaverId, dueOn, addDays(dueOn, days), order?.result ?? null],
        ...[by.membershipId, by.name, scope.now],
      ],
    );
    const { resellerId } = leaver;
    if (dueOn <= today) await enqueue(scope, carryOutLeaverJob, { resellerId, leaverId });
    return {
      result: leaverId,
      subject: [subjectOf(leaver, 'CONFIRMED'), ...(order?.subject ? [order.subject] : [])],
    };
  },
});

/** What was chosen where there was a choice: what is new since is not among it. */
const choicesOf = async (scope: Scope, { id: leaverId }: LockedLeaver): Promise<LeaverChoice[]> =>
  (await keptItems(scope, leaverId)).map(({ heldId, fate, toEndUserId, mail }) => ({
    ...{ heldId, fate, toEndUserId },
    mail: mail && {
      until: mail.until,
      forwardToId: mail.forwardToId,
      delegateIds: mail.delegateIds,
      reply: mail.reply,
    },
  }));
