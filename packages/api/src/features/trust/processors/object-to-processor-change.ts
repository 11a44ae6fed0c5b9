import { id, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { canObject, concernsReader } from './processor-change.entity.ts';
import { ProcessorObjection } from './processor-objection.entity.ts';

/** Objects to an announced change, as a controller whose services it is about, until the day before it holds. [D1] */
export const objectToProcessorChange = verb({
  name: 'objectToProcessorChange',
  permission: 'PROCESSOR_OBJECT',
  input: input('ObjectToProcessorChangeInput', { changeId: id(), reason: prose(2_000) }),
  async run(scope, { changeId, reason }) {
    const { resellerId, companyId, membershipId } = memberOf(scope.actor);
    const [change] = await scope.sql<{
      state: string;
      concerned: boolean;
      open: boolean;
      raised: boolean;
      issuer: string;
    }>(
      `select c.state, ${concernsReader('c')} as concerned, ${canObject('c')} as open, c.reseller_id as issuer,
          exists (select from processor_objection o where o.change_id = c.id and o.reseller_id = $2 and o.company_id is not distinct from $3) as raised
        from processor_change c where c.id = $1`,
      [changeId, resellerId, companyId],
    );
    if (!change) throw notFound('change of sub-processors');
    if (change.raised) throw conflict('You have objected to this change already.', 'changeId');
    if (change.state !== 'ANNOUNCED') throw conflict(NOT_OPEN[change.state] ?? '', 'changeId');
    if (!change.concerned)
      throw conflict('You hold none of the services that this change is about.', 'changeId');
    if (!change.open)
      throw conflict('The time for objections is over. Write to whoever announced it.', 'changeId');
    const objection = await scope.insert(ProcessorObjection, {
      id: newId(),
      changeId,
      resellerId,
      companyId,
      reason,
      raisedAt: scope.now,
      raisedBy: membershipId,
      answer: null,
      answerText: null,
      answeredAt: null,
      answeredBy: null,
    });
    scope.hint({ kind: 'ProcessorObjection', id: objection.id, resellerId: change.issuer });
    const subject = { type: 'ProcessorObjection', id: objection.id, resellerId, companyId };
    return { result: objection.id, subject };
  },
});

const NOT_OPEN: Readonly<Record<string, string>> = {
  IN_FORCE: 'This change is in force already.',
  WITHDRAWN: 'This change has been withdrawn: there is nothing to object to.',
};
