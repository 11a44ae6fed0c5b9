import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { runningOut, runOut } from '../../trade/subscriptions/index.ts';
import type { ChosenCompany } from '../directory/index.ts';
import { type BatchRow, changedSince, note, peopleOf, type RowResult } from './batch.ts';
import { RESTRICTED } from './compare.ts';
import { unfitRows } from './judge-services.ts';
import { orderServices, servicesOfRows, unorderable } from './order-services.ts';
import { addPeople, allocateFirst, rewritePeople } from './write-people.ts';

/**
 * Does what rows say, as far as the directory is still as it was in the preview; the others say why they were refused. Returns
 * what became of them, and what the audit log is told. [U2]
 */
export async function applyRows(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
): Promise<{ results: RowResult[]; subjects: Subject[] }> {
  const changes = rows.filter(({ kind }) => kind === 'CHANGE');
  await scope.sql('select from end_user where id = any ($1) order by id for no key update', [
    changes.map(({ endUserId }) => endUserId),
  ]);
  const people = await peopleOf(
    scope,
    changes.map(({ endUserId }) => endUserId),
  );
  const why = await unorderable(scope, rows);
  const endings = await runningOut(
    scope,
    rows.flatMap(({ endingIds }) => endingIds),
  );
  const unendable = ({ endingIds }: BatchRow): string | undefined => {
    for (const id of endingIds) {
      const ending = endings.get(id);
      if (typeof ending !== 'object') return ending ?? 'A service that it ends is not there any more.';
    }
    return undefined;
  };
  const results: RowResult[] = [];
  const possible = rows.filter((row) => {
    const person = people.get(row.endUserId);
    const others = row.changed.filter((field) => person && person[field] !== row.was[field]);
    const reason =
      row.kind === 'CHANGE' && !person
        ? 'This end user is not in the directory any more.'
        : person?.restricted
          ? RESTRICTED
          : row.kind === 'CHANGE' && others.length
            ? changedSince(others, 'the preview')
            : (why(row, person) ?? unendable(row));
    if (reason) results.push({ id: row.id, outcome: 'REFUSED', reason });
    return !reason;
  });
  const unfit = await unfitRows(scope, company, await servicesOfRows(scope, possible, people, endings));
  const able = possible.filter(({ id }) => {
    const reason = unfit.get(id)?.message;
    if (reason) results.push({ id, outcome: 'REFUSED', reason });
    return !reason;
  });
  const addressed = able.filter(({ kind, changed }) => kind === 'CHANGE' && changed.includes('email'));
  const judged = [
    ...(await addPeople(
      scope,
      company,
      able.filter(({ kind }) => kind === 'ADD'),
    )),
    ...(await allocateFirst(scope, company, addressed)),
  ];
  const failed = new Set(judged.filter(({ outcome }) => outcome === 'REFUSED').map(({ id }) => id));
  results.push(...judged.filter(({ id }) => failed.has(id)));
  const done = able.filter(({ id }) => !failed.has(id));
  await rewritePeople(
    scope,
    company,
    done
      .filter(({ kind }) => kind === 'CHANGE')
      .map(({ endUserId, changed, values }) => ({ endUserId, fields: changed, values })),
  );
  const ordered = await orderServices(scope, company, done);
  const { ended, subjects: endedSubjects } = await runOut(
    scope,
    done.flatMap(({ endingIds }) =>
      endingIds.flatMap((id) => {
        const ending = endings.get(id);
        return typeof ending === 'object' ? ending : [];
      }),
    ),
  );
  if (ended.size) scope.hint({ kind: 'Subscription', resellerId: company.resellerId, companyId: company.id });
  for (const { id, endUserId, endingIds } of done) {
    const subscriptionIds = ordered.get(endUserId);
    results.push({
      ...{ id, outcome: 'DONE', reason: null },
      ...(subscriptionIds && { subscriptionIds }),
      ...(endingIds.length && { ended: endingIds.flatMap((one) => ended.get(one) ?? []) }),
    });
  }
  await note(scope, results);
  const subjects: Subject[] = done.map(({ endUserId, kind, changed, endingIds }) => ({
    type: 'EndUser',
    id: endUserId,
    resellerId: company.resellerId,
    companyId: company.id,
    endUserId,
    ...(kind === 'CHANGE' && {
      changed: [...changed, ...(ordered.has(endUserId) || endingIds.length ? ['subscriptions'] : [])],
    }),
  }));
  return { results, subjects: [...subjects, ...endedSubjects] };
}
