import { id, localDate } from '@steward/shared';
import { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import type { Fate, HeldThing } from '../../../kernel/holding.ts';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { keptItems } from './kept-items.ts';
import { heldKinds } from './kinds.ts';
import type { LeaverItemState } from './leaver.entity.ts';
import { type LockedLeaver, lockLeaver, subjectOf } from './lock-leaver.ts';
import { queueReceipt } from './mail-receipt.ts';

interface Item extends HeldThing {
  itemId: string;
  kind: string;
  fate: Fate;
  state: LeaverItemState;
}

/** What a leaving is about, in the order in which it is done. */
export const itemsOf = async (scope: Scope, { id: leaverId }: LockedLeaver): Promise<Item[]> => {
  const rows = await keptItems(scope, leaverId);
  return rows.map(({ id, heldId, ...item }) => ({ ...item, itemId: id, id: heldId }));
};

/** Puts down what has become of things: those that were met, and those that were not. */
export const settleItems = (
  scope: Scope,
  items: readonly Item[],
  met: ReadonlySet<string>,
  [then, otherwise]: readonly [LeaverItemState, LeaverItemState],
) =>
  scope.sql(
    'update leaver_item i set state = s.state from jsonb_to_recordset($1) s (id uuid, state text) where i.id = s.id',
    [JSON.stringify(items.map((one) => ({ id: one.itemId, state: met.has(one.id) ? then : otherwise })))],
  );

/**
 * Carries out a leaving whose day has come and whose order has been: what they held is taken back or handed over, and they are let
 * in no more. Whose data is restricted is let in no more, and the rest waits until that is lifted. What is not theirs by now is
 * left alone. An order that came to nothing ends it. Coming twice does nothing twice. [U5]
 */
export const carryOutLeaver = verb({
  name: 'carryOutLeaver',
  permission: 'system',
  input: input('CarryOutLeaverInput', { leaverId: id() }),
  async run(scope, { leaverId }) {
    const leaver = await lockLeaver(scope, leaverId);
    if (leaver.state !== 'CONFIRMED') return { result: null, subject: null };
    const [order] = await scope.sql<{ state: string; reference: string; why: string | null }>(
      'select state, reference, failure as why from service_order where id = $1',
      [leaver.orderId],
    );
    if (order && ['DECLINED', 'CANCELLED', 'FAILED'].includes(order.state)) {
      const failure = `Order ${order.reference} ${CAME_TO[order.state]}.${order.why ? ` ${order.why}` : ''}`;
      await scope.sql(`update leaver set state = 'FAILED', failure = $2 where id = $1`, [leaverId, failure]);
      return { result: leaverId, subject: subjectOf(leaver, 'FAILED') };
    }
    const due = leaver.dueOn !== null && leaver.dueOn <= localDate(scope.now);
    if (!due || (order && order.state !== 'DONE')) return { result: null, subject: null };
    const { endUserId, resellerId, companyId } = leaver;
    const holder = { endUserId, resellerId, companyId };
    const restricted = await isRestricted(scope, endUserId);
    const items = (await itemsOf(scope, leaver)).filter(
      ({ kind, state }) => state !== 'DONE' && (!restricted || SHUTS_OUT.includes(kind)),
    );
    const met = new Set(items.filter(({ fate }) => fate === 'KEEP').map((one) => one.id));
    const subjects: Subject[] = [];
    for (const kind of heldKinds()) {
      const of = (fate: Fate) => items.filter((one) => one.kind === kind.kind && one.fate === fate);
      for (const [act, things] of [
        [kind.end, of('END')],
        [kind.handOver, of('HAND_OVER')],
        [kind.passOn?.act, of('PASS_ON')],
      ] as const) {
        // What ends by the order has been ended by it.
        const done = act && things.length ? await act(scope, holder, things) : null;
        for (const one of done?.ids ?? (act ? [] : things.map((thing) => thing.id))) met.add(one);
        subjects.push(...(done?.subjects ?? []));
      }
    }
    await settleItems(scope, items, met, ['DONE', 'LEFT']);
    if (restricted) return { result: null, subject: subjects.length ? subjects : null };
    await scope.sql(`update leaver set state = 'DONE', done_at = $2 where id = $1`, [leaverId, scope.now]);
    await queueReceipt(scope, leaver);
    return { result: leaverId, subject: [subjectOf(leaver, 'DONE'), ...subjects] };
  },
});

/** What is carried out of whoever's data is restricted: it takes nothing away but the way in. [D3] */
const SHUTS_OUT = ['DIRECTORY_ENTRY', 'MEMBERSHIP'];

async function isRestricted(scope: Scope, endUserId: string): Promise<boolean> {
  const [found] = await scope.sql('select from end_user where id = $1 and restricted_at is not null', [
    endUserId,
  ]);
  return found !== undefined;
}

const CAME_TO: Record<string, string> = {
  DECLINED: 'was declined, and nothing was changed',
  CANCELLED: 'was called off, and nothing was changed',
  FAILED: 'could not be carried out, and nothing was changed',
};

export const carryOutLeaverJob = job({
  name: 'carry-out-leaver',
  for: 'tenant',
  does: [carryOutLeaver],
  payload: z.object({ resellerId: z.string(), leaverId: z.string() }),
  run: async (setting, { leaverId }) => void (await perform(setting, carryOutLeaver, { leaverId })),
});

/** Finds those, of all tenants, whose day has come, and whose order stands in the way no more. [U5] */
export const findDueLeavers = verb({
  name: 'findDueLeavers',
  permission: 'system',
  input: input('FindDueLeaversInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; leaverId: string }>(
      `select l.reseller_id as "resellerId", l.id as "leaverId" from leaver l left join service_order o on o.id = l.service_order_id
        where l.state = 'CONFIRMED' and l.due_on <= $1 and coalesce(o.state, 'DONE') not in ('AWAITING_APPROVAL', 'QUEUED')`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, carryOutLeaverJob, due);
    return { result: due.length, subject: null };
  },
});

/** Every hour, as days begin at another hour of UTC in summer; what is done is not found again. */
export const findDueLeaversJob = job({
  name: 'due-leavers',
  for: 'platform',
  does: [findDueLeavers],
  payload: z.object({}),
  cron: '14 * * * *',
  run: async (setting) => void (await perform(setting, findDueLeavers, {})),
});

/** What has become of an order concerns whose leaving it is. */
export const followLeaverOrder = verb({
  name: 'followLeaverOrder',
  permission: 'system',
  input: input('FollowLeaverOrderInput', { orderId: id() }),
  async run(scope, { orderId }) {
    const found = await scope.sql<{ resellerId: string; leaverId: string }>(
      `select reseller_id as "resellerId", id as "leaverId" from leaver where service_order_id = $1 and state = 'CONFIRMED'`,
      [orderId],
    );
    await enqueueAll(scope, carryOutLeaverJob, found);
    return { result: found.length, subject: null };
  },
});

export const followLeaverOrderJob = job({
  name: 'follow-leaver-order',
  for: 'tenant',
  does: [followLeaverOrder],
  payload: z.object({ resellerId: z.string(), orderId: z.string() }),
  run: async (setting, { orderId }) => void (await perform(setting, followLeaverOrder, { orderId })),
});
