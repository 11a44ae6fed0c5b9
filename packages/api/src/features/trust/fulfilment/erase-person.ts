import { type HeldTable, overSql } from '../../../kernel/held.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { erases } from '../retention/index.ts';
import { type ErasableTable, erasableTables, heldBy } from './erasable.ts';
import { type HeldPerson, heldOf } from './held-of-person.ts';
import type { ReceiptLine } from './rights-receipt.entity.ts';

/** A row that is still referred to by one that goes later. */
const HELD_BY_A_KEY = '23503';

/**
 * Erases what is held of a person: rows go or are emptied as their tables say, what a law or a contract keeps stays, and its part whose
 * time is over goes. The entry in the directory stays as a stone without words, so that history hangs together. [D3]
 */
export async function erasePerson(
  scope: Scope,
  person: HeldPerson,
  { erasures }: Pick<Services, 'erasures'>,
): Promise<ReceiptLine[]> {
  const hold = await heldBy(scope, person);
  if (hold) throw conflict(hold);
  const { resellerId, companyId, endUserId: subjectId } = person;
  const lines = await forgetPerson(scope, person);
  await erasures.note({ at: scope.now.toISOString(), kind: KIND, resellerId, companyId, subjectId });
  return lines;
}

/** As which it stands in the list of what is erased once more after a restore. [S90] */
const KIND = 'PERSON';
erases(KIND, async (scope, { resellerId, companyId, subjectId: endUserId }) => {
  if (!companyId) return false;
  const [there] = await scope.sql('select from end_user where id = $1 for update', [endUserId]);
  if (!there) return false;
  await forgetPerson(scope, { resellerId, companyId, endUserId });
  return true;
});

async function forgetPerson(scope: Scope, person: HeldPerson): Promise<ReceiptLine[]> {
  const tables = await erasableTables(scope, person);
  const before = await heldOf(scope, person, tables);
  await scope.sql('set constraints all deferred');
  const gone = new Map<string, number>();
  // What a legal hold keeps may refer to what would go: that stays with it.
  const referredTo = new Set<string>();
  // What is found by way of another table goes before that one.
  let waiting = tables.sort((a, b) => Number(isFoundDirectly(a)) - Number(isFoundDirectly(b)));
  while (waiting.length) {
    const stuck: ErasableTable[] = [];
    for (const table of waiting) {
      const count = await forget(scope, person, table);
      if (count === null) stuck.push(table);
      else gone.set(table.definition.table, (gone.get(table.definition.table) ?? 0) + count);
    }
    if (stuck.length === waiting.length) {
      if (!tables.some(({ held }) => held))
        throw new Error(
          `Rows of ${stuck.map(({ definition }) => definition.table).join(', ')} are still referred to.`,
        );
      for (const { definition } of stuck) referredTo.add(definition.table);
      break;
    }
    waiting = stuck;
  }
  await scope.sql(`update membership set status = 'SUSPENDED' where end_user_id = $1`, [person.endUserId]);
  await scope.sql(`update end_user set status = 'SUSPENDED', restricted_at = null where id = $1`, [
    person.endUserId,
  ]);
  return before.flatMap(({ table, count }) =>
    referredTo.has(table.definition.table)
      ? [{ what: table.label, fate: 'KEPT' as const, count, why: 'What a legal hold keeps refers to it' }]
      : linesOf(table, count, gone.get(table.definition.table) ?? 0),
  );
}

const isFoundDirectly = ({ definition }: HeldTable): boolean => !definition.options.data.whose;

/** How many rows were forgotten; null if they are still referred to. */
async function forget(scope: Scope, person: HeldPerson, table: ErasableTable): Promise<number | null> {
  const { definition, onErasure, held } = table;
  if (held) return 0;
  const over = onErasure === 'KEPT' ? overSql(table) : 'true';
  if (over === null) return 0;
  const where = `${table.where.replaceAll('$1', '$1::uuid')} and ${over}`;
  await scope.sql('savepoint erasing');
  try {
    const parameters = over.includes('$2') ? [person.endUserId, scope.now] : [person.endUserId];
    const count = await scope.forget(definition.class, person, where, parameters);
    await scope.sql('release savepoint erasing');
    return count;
  } catch (error) {
    if ((error as { code?: string }).code !== HELD_BY_A_KEY) throw error;
    await scope.sql('rollback to savepoint erasing');
    return null;
  }
}

function linesOf({ label, onErasure, why, rule }: HeldTable, count: number, gone: number): ReceiptLine[] {
  if (onErasure === 'GOES') return [{ what: label, fate: 'ERASED', count, why }];
  if (onErasure === 'EMPTIED')
    return [{ what: label, fate: 'EMPTIED', count, why: `${why}: numbers and days stay, nobody is named` }];
  const kept = count - gone;
  return [
    ...(gone
      ? [{ what: label, fate: 'ERASED' as const, count: gone, why: `Its time was over (${rule.words})` }]
      : []),
    ...(kept > 0 ? [{ what: label, fate: 'KEPT' as const, count: kept, why }] : []),
  ];
}
