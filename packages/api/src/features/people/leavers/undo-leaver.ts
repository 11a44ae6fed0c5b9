import { formatDate, id, localDate } from '@steward/shared';
import { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { callOff } from '../../trade/orders/index.ts';
import { roomToGoOn } from '../../trade/quotas/index.ts';
import { who } from '../identity/index.ts';
import { itemsOf, settleItems } from './carry-out-leaver.ts';
import { heldKinds } from './kinds.ts';
import { lockLeaver, subjectOf } from './lock-leaver.ts';

/**
 * Takes a leaving back: one whose order still waits is called off, any other is undone in the background, as far as that can be. What
 * could not be given back says so. CONFLICT once the days for it are over. [U5]
 */
export const undoLeaver = verb({
  name: 'undoLeaver',
  description:
    'Takes a leaving back as far as it can be; each item then says whether it was RESTORED or is GONE.',
  permission: 'LEAVER_WRITE',
  input: input('UndoLeaverInput', { id: id() }),
  async run(scope, { id: leaverId }) {
    const leaver = await lockLeaver(scope, leaverId);
    if (leaver.state === 'UNDONE' || leaver.state === 'UNDOING') return { result: leaverId, subject: null };
    if (leaver.state === 'FAILED') throw conflict('This came to nothing: there is nothing to undo.', 'id');
    if (leaver.undoUntil !== null && leaver.undoUntil < localDate(scope.now))
      throw conflict(`This could be undone until ${formatDate(leaver.undoUntil)}.`, 'id');
    const [order] = await scope.sql<{ state: string }>(
      'select state from service_order where id = $1 for update',
      [leaver.orderId],
    );
    const waits = order && ['AWAITING_APPROVAL', 'QUEUED'].includes(order.state);
    const called = waits && leaver.orderId ? await callOff(scope, leaver.orderId) : null;
    const changed =
      leaver.state === 'DONE' ||
      order?.state === 'DONE' ||
      (await itemsOf(scope, leaver)).some((item) => item.state === 'DONE');
    const by = await who(scope);
    const state = changed ? 'UNDOING' : 'UNDONE';
    await scope.sql(
      `update leaver set state = $2, due_on = coalesce(due_on, last_day), undone_by_name = $3,
          undone_at = case when $2 = 'UNDONE' then $4::timestamptz end where id = $1`,
      [leaverId, state, by.name, scope.now],
    );
    const { resellerId } = leaver;
    if (changed) await enqueue(scope, restoreLeaverJob, { resellerId, leaverId });
    return {
      result: leaverId,
      subject: [subjectOf(leaver, state), ...(called?.subject ? [called.subject] : [])],
    };
  },
});

/** Gives back what can be given back of a leaving that is undone, and says of each thing whether it was. [U5] */
export const restoreLeaver = verb({
  name: 'restoreLeaver',
  permission: 'system',
  input: input('RestoreLeaverInput', { leaverId: id() }),
  async run(scope, { leaverId }) {
    const leaver = await lockLeaver(scope, leaverId);
    if (leaver.state !== 'UNDOING') return { result: null, subject: null };
    const { endUserId, resellerId, companyId } = leaver;
    const holder = { endUserId, resellerId, companyId };
    // Before its day only the order has done anything.
    const touched = (await itemsOf(scope, leaver)).filter(
      ({ fate, state, kind }) =>
        fate !== 'KEEP' &&
        (state === 'DONE' || (state === 'OPEN' && heldKinds().some((one) => one.kind === kind && !one.end))),
    );
    const met = new Set<string>();
    const subjects: Subject[] = [];
    for (const kind of heldKinds()) {
      const things = touched.filter((one) => one.kind === kind.kind);
      if (!kind.restore || !things.length) continue;
      // What an order ended goes on where quotas leave room for it: others may have its place by now.
      const room = kind.end
        ? undefined
        : await roomToGoOn(
            scope,
            things.map(({ id: heldId }) => heldId),
          );
      const fitting = room ? things.filter((one) => room.has(one.id)) : things;
      const done = await kind.restore(scope, holder, fitting);
      for (const one of done.ids) met.add(one);
      subjects.push(...done.subjects);
    }
    await settleItems(scope, touched, met, ['RESTORED', 'GONE']);
    await scope.sql(`update leaver set state = 'UNDONE', undone_at = $2 where id = $1`, [
      leaverId,
      scope.now,
    ]);
    return { result: leaverId, subject: [subjectOf(leaver, 'UNDONE'), ...subjects] };
  },
});

export const restoreLeaverJob = job({
  name: 'restore-leaver',
  for: 'tenant',
  does: [restoreLeaver],
  payload: z.object({ resellerId: z.string(), leaverId: z.string() }),
  run: async (setting, { leaverId }) => void (await perform(setting, restoreLeaver, { leaverId })),
});
