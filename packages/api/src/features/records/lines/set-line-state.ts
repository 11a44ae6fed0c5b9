import { date, formatDate, localDate, optional } from '@steward/shared';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { LineState } from './line.entity.ts';
import { type LockedLine, lockLines, subjectOf } from './lock-lines.ts';

const ALREADY: Record<LineState, string> = {
  ORDERED: 'Is on order already.',
  LIVE: 'Is live already.',
  CEASED: 'Has ceased already.',
};

/** INVALID_INPUT for a day that is still to come: what has not happened is not put down as if it had. */
export function assertPast(scope: Scope, on: string | null | undefined, path: string): void {
  if (on && on > localDate(scope.now)) throw invalid(path, 'Must be today or a day before.');
}

/** Says that lines are live, have ceased, or are on order after all, and since which day. One that has ceased has no addresses. [R2] */
export const setLineState = verb({
  name: 'setLineState',
  description: 'The day is the first of the new state: today, or one before.',
  permission: 'LINE_WRITE',
  input: input('SetLineStateInput', { ids: bulkIds('line'), state: oneOf(LineState), on: optional(date()) }),
  async run(scope, { ids, state, on }) {
    assertPast(scope, on, 'on');
    const day = on ?? localDate(scope.now);
    const locked = await lockLines(scope, ids);
    const held = (one: LockedLine): string | undefined => {
      if (one.state === state) return ALREADY[state];
      if (state === 'CEASED' && one.liveOn && one.liveOn > day)
        return `Is live since ${formatDate(one.liveOn)}: it cannot have ceased before.`;
      return undefined;
    };
    const others = locked.filter((one) => !held(one));
    await scope.sql(
      `update broadband_line set state = $2::text,
          live_on = case $2::text when 'ORDERED' then null when 'LIVE' then case when state = 'CEASED' then coalesce(live_on, $3::date) else $3::date end
            else live_on end,
          ceased_on = case $2::text when 'CEASED' then $3::date end
        where id = any ($1)`,
      [others.map(({ id }) => id), state, day],
    );
    const result: BulkOutcome = {
      done: others.length,
      refused: locked.flatMap((one) => {
        const reason = held(one);
        return reason ? [{ id: one.id, name: one.reference, reason }] : [];
      }),
    };
    return { result, subject: others.map((one) => subjectOf(one, { state: [one.state, state] })) };
  },
});
