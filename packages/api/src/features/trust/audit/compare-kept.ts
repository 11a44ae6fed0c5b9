import type { Scopes } from '../../../kernel/scope.ts';
import { differenceFrom, type Kept, keptOf } from './kept.ts';

/** Kept entries that are looked up at a time. */
const AT_ONCE = 1_000;

export interface Compared {
  /** Lines that tell of an entry with a place. */
  compared: number;
  /** What is not as it was kept, a sentence each, of the first hundred. */
  problems: string[];
}

/**
 * Compares lines of JSON that were kept elsewhere with the chains: those of an exported audit log, and those in which the
 * product's log says where chains ended; others are passed over. So it is found when the last entries were taken away and the
 * end noted anew, or a whole chain was made anew. [D9] [S81]
 */
export async function compareKept(
  scopes: Scopes,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Compared> {
  const problems: string[] = [];
  let compared = 0;
  let waiting: Kept[] = [];
  const look = async (): Promise<void> => {
    compared += waiting.length;
    problems.push(...(await differing(scopes, waiting)));
    waiting = [];
  };
  for await (const line of lines) {
    const kept = keptOf(line);
    if (kept) waiting.push(kept);
    if (waiting.length === AT_ONCE) await look();
  }
  if (waiting.length) await look();
  return { compared, problems: problems.slice(0, 100) };
}

async function differing(scopes: Scopes, kept: readonly Kept[]): Promise<string[]> {
  const rows = await scopes.run(
    { kind: 'system', task: 'verifyAudit', resellerId: null },
    { requestId: 'verify-audit', readOnly: true },
    (scope) =>
      scope.sql<{ i: number; hash: string | null; reseller: string | null }>(
        `select k.i::integer as i, encode(e.hash, 'hex') as hash, r.name as reseller
           from unnest($1::uuid[], $2::bigint[]) with ordinality k (reseller_id, position, i)
             left join reseller r on r.id = k.reseller_id
             left join audit_entry e on e.reseller_id = k.reseller_id and e.position = k.position
           order by k.i`,
        [kept.map(({ resellerId }) => resellerId), kept.map(({ position }) => position)],
      ),
  );
  return rows.flatMap(({ i, hash, reseller }) => {
    const one = kept[i - 1] as Kept;
    const problem = differenceFrom(one, hash);
    return problem ? [`${reseller ?? one.resellerId}: ${problem}`] : [];
  });
}
