import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { endSoonest, goOn } from '../../trade/subscriptions/index.ts';
import type { ChosenCompany } from '../directory/index.ts';
import { type BatchRow, note, type RowResult } from './batch.ts';
import { builtUpon } from './built-upon.ts';
import { unfitRows } from './judge-services.ts';
import { servicesTakenBack } from './order-services.ts';
import { rewritePeople } from './write-people.ts';

const STAYS = 'Had services, which invoices may name: the entry stays, suspended, and its services end.';

const NAMED = 'Is in an order since, or has been planned to leave.';

const anewIn = (services: number): string =>
  services === 1
    ? 'The service that it ended had been taken away already: it is ordered anew, at the price of today.'
    : 'Services that it ended had been taken away already: those are ordered anew, at the prices of today.';

/**
 * Takes back what rows did: who was added goes, what was changed is as before, services end or go on. Rows upon which something has been
 * built meanwhile are kept, and say what. [U2]
 */
export async function reverseRows(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
): Promise<{ results: RowResult[]; subjects: Subject[] }> {
  await scope.sql('select from end_user where id = any ($1) order by id for update', [
    rows.map(({ endUserId }) => endUserId),
  ]);
  const { people, reason } = await builtUpon(scope, rows);
  const results: RowResult[] = [];
  const possible = rows.filter((row) => {
    const why = reason(row);
    if (why) results.push({ id: row.id, outcome: 'KEPT', reason: why });
    return !why;
  });
  const unfit = await unfitRows(scope, company, await servicesTakenBack(scope, possible, people), {
    asBefore: true,
  });
  const able = possible.filter(({ id }) => {
    const why = unfit.get(id)?.message;
    if (why) results.push({ id, outcome: 'KEPT', reason: why });
    return !why;
  });
  await endSoonest(
    scope,
    able.flatMap(({ subscriptionIds }) => subscriptionIds),
  );
  const added = able.filter(({ kind, endUserId }) => kind === 'ADD' && people.has(endUserId));
  const staying = new Set(
    added.filter(({ subscriptionIds }) => subscriptionIds.length).map(({ endUserId }) => endUserId),
  );
  const going = added.map(({ endUserId }) => endUserId).filter((id) => !staying.has(id));
  const gone = await scope.sql<{ id: string }>('select remove_people($1) as id', [going]);
  const named = new Set(going.filter((id) => !gone.some((one) => one.id === id)));
  await scope.sql(`update end_user set status = 'SUSPENDED' where id = any ($1)`, [[...staying]]);
  const changes = able.filter(({ kind }) => kind === 'CHANGE');
  const addressed = changes.filter(({ changed }) => changed.includes('email'));
  await scope.sql('delete from email_address where end_user_id = any ($1) and "primary"', [
    addressed.map(({ endUserId }) => endUserId),
  ]);
  await rewritePeople(
    scope,
    company,
    changes.map(({ endUserId, changed, was }) => ({ endUserId, fields: changed, values: was })),
  );
  const { anew, subjects: goingOn } = await goOn(
    scope,
    company,
    changes.flatMap(({ ended }) => ended),
  );
  for (const { id, endUserId, ended, endingIds } of able) {
    if (named.has(endUserId)) {
      results.push({ id, outcome: 'KEPT', reason: NAMED });
      continue;
    }
    const again = ended.some((one) => anew.has(one.id));
    const reason = staying.has(endUserId) ? STAYS : again ? anewIn(endingIds.length) : null;
    results.push({ id, outcome: 'REVERSED', reason });
  }
  await note(scope, results);
  const tenancy = { resellerId: company.resellerId, companyId: company.id };
  const reversed = able.filter(({ endUserId }) => !named.has(endUserId));
  const subjects: Subject[] = reversed.map(({ endUserId, kind, changed, ended }) => ({
    type: 'EndUser',
    id: endUserId,
    ...tenancy,
    endUserId,
    ...(kind === 'CHANGE' && { changed: [...changed, ...(ended.length ? ['subscriptions'] : [])] }),
    ...(staying.has(endUserId) && { changed: { status: ['ACTIVE', 'SUSPENDED'] as const } }),
  }));
  return { results, subjects: [...subjects, ...goingOn] };
}
