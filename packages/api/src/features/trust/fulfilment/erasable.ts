import { type HeldTable, heldTables } from '../../../kernel/held.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { holdsOnPerson } from '../retention/index.ts';
import type { HeldPerson } from './held-of-person.ts';

/** What is held of a person in one table; `held` if a legal hold on a matter keeps all of it there. */
export type ErasableTable = HeldTable & { held: boolean };

/** Why nothing of the person may go, if a legal hold on them or on their company says so: in a sentence. */
export async function heldBy(scope: Scope, person: HeldPerson): Promise<string | null> {
  const hold = (await holdsOnPerson(scope, person, person.endUserId)).find(({ kind }) => kind !== 'MATTER');
  return hold
    ? `A legal hold (${hold.reference}) keeps what is held of this person: nothing is erased until it is lifted.`
    : null;
}

/** Every table with what becomes of the person's rows: those that a matter needs stay until its hold is lifted. [D4] */
export async function erasableTables(scope: Scope, person: HeldPerson): Promise<ErasableTable[]> {
  const holds = await holdsOnPerson(scope, person, person.endUserId);
  return heldTables().map((table) => {
    const hold = holds.find(({ rules }) => rules.includes(table.definition.options.data.kept));
    return hold ? keptBy(hold, table) : { ...table, held: false };
  });
}

const keptBy = ({ reference }: { reference: string }, table: HeldTable): ErasableTable => ({
  ...table,
  held: true,
  onErasure: 'KEPT',
  why: `Legal hold (${reference})`,
});

/** Services of the person that have not ended: they go before the person can. */
export async function activeServices(scope: Scope, { endUserId }: HeldPerson): Promise<number> {
  const [found] = await scope.sql<{ count: number }>(
    `select count(*)::int as count from subscription where end_user_id = $1 and state <> 'ENDED'`,
    [endUserId],
  );
  return found?.count ?? 0;
}
