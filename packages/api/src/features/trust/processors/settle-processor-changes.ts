import { localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

interface Settled {
  id: string;
  resellerId: string;
  name: string;
}

/**
 * Lets the changes of an operator come into force whose day has come: who was to come takes part from now on, who was to move processes where it was said, who was to go takes
 * part no longer. One to which an objection waits for its answer waits, too. [D1]
 */
export const settleProcessorChanges = verb({
  name: 'settleProcessorChanges',
  permission: 'system',
  input: input('SettleProcessorChangesInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    const settled = await scope.sql<Settled>(
      `with due as (
          update processor_change c set state = 'IN_FORCE', settled_at = $1
            where c.state = 'ANNOUNCED' and c.effective_on <= $2::date and not processor_change_waits(c.id)
            returning c.id, c.reseller_id, c.kind, c.sub_processor_id, c.replaces_id, c.places, c.transfer),
        begun as (
          update sub_processor s set state = 'IN_USE' from due d where s.id = d.sub_processor_id and d.kind in ('ADD', 'REPLACE')),
        moved as (
          update sub_processor s set places = d.places, transfer = d.transfer from due d
            where s.id = d.sub_processor_id and d.kind = 'MOVE'),
        ended as (
          update sub_processor s set state = 'ENDED', until = $2::date from due d
            where s.id = case d.kind when 'END' then d.sub_processor_id else d.replaces_id end)
        select d.id, d.reseller_id as "resellerId", s.name from due d join sub_processor s on s.id = d.sub_processor_id`,
      [scope.now, today],
    );
    return {
      result: settled.length,
      subject: settled.map(({ id, resellerId, name }) => ({
        ...{ type: 'ProcessorChange', id, resellerId, reference: name },
        changed: { state: ['ANNOUNCED', 'IN_FORCE'] as const },
      })),
    };
  },
});

export const settleProcessorChangesJob = job({
  name: 'settle-processor-changes',
  for: 'tenant',
  does: [settleProcessorChanges],
  payload: z.object({ resellerId: z.string() }),
  run: async (setting) => void (await perform(setting, settleProcessorChanges, {})),
});

/** Finds the operators of whose changes the day has come. */
export const findProcessorChangesDue = verb({
  name: 'findProcessorChangesDue',
  permission: 'system',
  input: input('FindProcessorChangesDueInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string }>(
      `select distinct reseller_id as "resellerId" from processor_change where state = 'ANNOUNCED' and effective_on <= $1::date`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, settleProcessorChangesJob, due);
    return { result: due.length, subject: null };
  },
});

export const findProcessorChangesDueJob = job({
  name: 'find-processor-changes-due',
  for: 'platform',
  does: [findProcessorChangesDue],
  payload: z.object({}),
  cron: '*/15 * * * *',
  run: async (setting) => void (await perform(setting, findProcessorChangesDue, {})),
});
