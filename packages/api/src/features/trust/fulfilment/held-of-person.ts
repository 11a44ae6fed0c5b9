import { countsSql, type HeldTable } from '../../../kernel/held.ts';
import { PURPOSES } from '../../../kernel/personal-data.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Somebody of whom something is held, in their company. */
export interface HeldPerson {
  resellerId: string;
  companyId: string;
  endUserId: string;
}

/** What is held in one table, and how many rows of it are about the person. */
export interface HeldRows<Of extends HeldTable = HeldTable> {
  table: Of;
  count: number;
}

/** The person with this id, if whoever acts sees them; NOT_FOUND otherwise. */
export async function heldPerson(scope: Scope, endUserId: string): Promise<HeldPerson> {
  const [found] = await scope.sql<HeldPerson>(
    'select id as "endUserId", reseller_id as "resellerId", company_id as "companyId" from end_user where id = $1',
    [endUserId],
  );
  if (!found) throw notFound('end user');
  return found;
}

/** What is held of a person wherever it is, counted in one statement. [D3] */
export async function heldOf<Of extends HeldTable>(
  scope: Scope,
  { resellerId, companyId, endUserId }: HeldPerson,
  tables: readonly Of[],
): Promise<HeldRows<Of>[]> {
  const json = await scope.kept(
    { resellerId, companyId },
    { text: countsSql(tables), parameters: [endUserId] },
  );
  const counts = JSON.parse(json ?? '{}') as Record<string, number> | null;
  return tables.flatMap((table) => {
    const count = counts?.[table.definition.table];
    return count ? { table, count } : [];
  });
}

/** Why it is held and how long, in a sentence. */
export const wordsOf = ({ purpose, rule }: HeldTable): string =>
  `${PURPOSES[purpose].words} (${PURPOSES[purpose].because}). ${rule.words}: ${rule.because}.`;
