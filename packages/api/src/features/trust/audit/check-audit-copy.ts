import { Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { differenceFrom, type Kept, keptOf } from './kept.ts';

/** As many characters as a copy may have: ten years of daily heads. */
const MOST = 1_000_000;

@ObjectType({
  description: 'How a copy that was kept of published ends, or of an export, compares with the log.',
})
export class AuditCopyCheck {
  @Field(() => Int, { description: 'Lines of the copy that tell of an entry of one’s own tenants.' })
  compared!: number;
  @Field(() => [String], {
    description: 'What is not as it was kept, a sentence each, of the first hundred.',
  })
  problems!: string[];
}

/**
 * Compares what one has kept, published ends or lines of an export, with the chain as it is now: who could change everything in the
 * database could not change that. [S81]
 */
export const checkAuditCopy = view({
  name: 'checkAuditCopy',
  permission: 'AUDIT_READ',
  input: input('CheckAuditCopyInput', {
    copy: z.string().max(MOST, 'May have at most a million characters: check it in pieces.'),
  }),
  type: () => AuditCopyCheck,
  async run(scope, { copy }): Promise<AuditCopyCheck> {
    const kept = copy
      .split('\n')
      .map(keptOf)
      .filter((each): each is Kept => each !== undefined);
    const rows = await scope.sql<{ i: number; hash: string | null; reseller: string }>(
      `select k.i::integer as i, k.hash, r.name as reseller
         from chain_hashes($1, $2) k join reseller r on r.id = k.reseller_id order by k.i`,
      [kept.map(({ resellerId }) => resellerId), kept.map(({ position }) => position)],
    );
    const problems = rows.flatMap(({ i, hash, reseller }) => {
      const problem = differenceFrom(kept[i - 1] as Kept, hash);
      return problem ? [`${reseller}: ${problem}`] : [];
    });
    return { compared: rows.length, problems: problems.slice(0, 100) };
  },
});
