import { id, line } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../identity/index.ts';
import { anotherApproves } from './approvers.ts';
import type { ChangeSetState } from './change-set.entity.ts';
import { lockChangeSet, subjectOf } from './lock-change-set.ts';
import { mayChangeServices } from './offered-services.ts';
import { queueBulkChange } from './queue-bulk-change.ts';
import { STATEMENT } from './statement.ts';

const OVER: Partial<Record<ChangeSetState, string>> = {
  DISCARDED: 'This file has been discarded.',
  REVERSING: 'This change is being reversed.',
  REVERSED: 'This change has been reversed.',
};

/**
 * Has a previewed file applied, with the statement that it takes: at once, or as soon as a second person of the company has
 * approved it. Confirmed twice it is applied once; one that has stopped goes on. [U2]
 */
export const confirmBulkChange = verb({
  name: 'confirmBulkChange',
  permission: 'END_USER_WRITE',
  // It reaches as many people as the file has rows.
  fresh: true,
  input: input('ConfirmBulkChangeInput', {
    id: id(),
    statement: line(20),
    withoutErrors: z.boolean().nullish(),
  }),
  description:
    'The statement is the version of bulkChangeStatement; withoutErrors leaves out rows that are wrong.',
  async run(scope, { id: changeSetId, statement, withoutErrors }) {
    const set = await lockChangeSet(scope, changeSetId);
    if (set.state === 'FAILED') {
      const next = set.reversalAt ? 'REVERSING' : 'RUNNING';
      await scope.sql('update change_set set state = $2, failures = 0, failure = null where id = $1', [
        set.id,
        next,
      ]);
      await queueBulkChange(scope, set);
      return { result: set.id, subject: subjectOf(set) };
    }
    if (set.state !== 'PREVIEW') {
      const over = OVER[set.state];
      if (over) throw conflict(over, 'id');
      if (set.state === 'RUNNING') await queueBulkChange(scope, set);
      return { result: set.id, subject: null };
    }
    if (statement !== STATEMENT) {
      throw invalid('statement', `Must be ${STATEMENT}: that is the statement which is made now.`);
    }
    if (set.errorCount && !withoutErrors) {
      const rows =
        set.errorCount === 1 ? 'One row of this file has' : `${set.errorCount} rows of this file have`;
      throw conflict(`${rows} errors: correct them and upload it again, or leave them out.`, 'id');
    }
    if (set.addCount + set.changeCount === 0)
      throw conflict('There is nothing to do: the directory says all of this already.', 'id');
    const company = { id: set.companyId, resellerId: set.resellerId };
    if (set.serviceCount + set.endCount > 0 && !(await mayChangeServices(scope, company)))
      throw new Problem(
        'FORBIDDEN',
        'This file orders or ends services, which you may not do for this company.',
      );
    const [policy] = await scope.sql<{ approval: boolean }>(
      'select approval from bulk_change_policy where company_id = $1',
      [set.companyId],
    );
    const by = await who(scope);
    if (
      policy?.approval &&
      !(await anotherApproves(scope, set.companyId, [set.submittedByPerson, by.personId]))
    )
      throw conflict(
        'A second person of the company has to approve this file, and nobody else there may: give somebody else a role that approves imports, or say that imports need no approval.',
        'id',
      );
    const state = policy?.approval ? 'WAITING' : 'RUNNING';
    await scope.sql(
      `update change_set set state = $2, statement_version = $3, stated_by = $4, stated_by_person = $5, stated_by_name = $6,
          stated_at = $7 where id = $1`,
      [set.id, state, STATEMENT, by.membershipId, by.personId, by.name, scope.now],
    );
    if (state === 'RUNNING') await queueBulkChange(scope, set);
    return { result: set.id, subject: subjectOf(set, rowsOf(set)) };
  },
});

const rowsOf = ({ addCount, changeCount }: { addCount: number; changeCount: number }): string => {
  const rows = addCount + changeCount;
  return rows === 1 ? '1 row' : `${rows} rows`;
};
