import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { ChangeSetRow } from '../../people/changes/index.ts';
import { endSoonest } from '../../trade/subscriptions/index.ts';
import { heldBy } from './erasable.ts';
import { erasePerson } from './erase-person.ts';
import type { HeldPerson } from './held-of-person.ts';
import type { ReceiptLine, RightsReceipt } from './rights-receipt.entity.ts';

/**
 * Takes out what was wrongly submitted: the people that a file added, or one person, with their services, and every row of
 * the file whatever became of it. [U3]
 */
export async function takeOut(
  scope: Scope,
  receipt: RightsReceipt,
  services: Services,
): Promise<ReceiptLine[]> {
  const { resellerId, companyId, changeSetId } = receipt;
  const people = await peopleOf(scope, receipt);
  for (const endUserId of people) {
    const hold = await heldBy(scope, { resellerId, companyId, endUserId });
    if (hold) throw conflict(hold);
  }
  const running = await scope.sql<{ id: string }>(
    `select id from subscription where end_user_id = any ($1) and state <> 'ENDED' order by id`,
    [people],
  );
  await endSoonest(
    scope,
    running.map(({ id }) => id),
  );
  const all: ReceiptLine[] = running.length
    ? [{ what: 'Services', fate: 'CHANGED', count: running.length, why: 'Today is their last day' }]
    : [];
  if (changeSetId) {
    const of = { resellerId, companyId };
    const count = await scope.forget(ChangeSetRow, of, 't.change_set_id = $1::uuid', [changeSetId]);
    await scope.sql(
      `update change_set set forgotten_at = $2, state = case when state in ('PREVIEW', 'WAITING') then 'DISCARDED' else state end,
         finished_at = coalesce(finished_at, $2) where id = $1`,
      [changeSetId, scope.now],
    );
    if (count) all.push({ what: 'Rows of the file', fate: 'ERASED', count, why: 'Wrongly submitted' });
  }
  for (const endUserId of people) {
    const person: HeldPerson = { resellerId, companyId, endUserId };
    all.push(...(await erasePerson(scope, person, services)));
  }
  return summed(all);
}

/** The people that a file added and that are in the directory still, or the one whom the receipt names. */
async function peopleOf(scope: Scope, { changeSetId, endUserId }: RightsReceipt): Promise<string[]> {
  if (!changeSetId) return endUserId ? [endUserId] : [];
  const found = await scope.sql<{ id: string }>(
    `select u.id from end_user u where u.id in
       (select r.end_user_id from change_set_row r where r.change_set_id = $1 and r.kind = 'ADD') order by u.id for update`,
    [changeSetId],
  );
  return found.map(({ id }) => id);
}

/** One line for what reads the same. */
function summed(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const sums = new Map<string, ReceiptLine>();
  for (const line of lines) {
    const key = [line.what, line.fate, line.why].join('\n');
    const sum = sums.get(key);
    sums.set(key, { ...line, count: line.count + (sum?.count ?? 0) });
  }
  return [...sums.values()];
}
