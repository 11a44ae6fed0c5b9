import type { Scope } from '../../../kernel/scope.ts';
import { leaveOut } from './judge-rules.ts';
import type { Ending, Running } from './running.ts';

/** Which of these subscriptions cannot end, by id, since something that goes on needs them; each company is judged for itself. [C4] */
export async function stillNeeded(
  scope: Scope,
  endings: readonly (Running & { ending: Ending })[],
): Promise<Map<string, string>> {
  const needed = new Map<string, string>();
  for (const [companyId, those] of Map.groupBy(endings, (one) => one.companyId)) {
    const [day = ''] = those.map(({ ending }) => ending.endsOn).toSorted();
    const lines = those.map(({ id, productId, endUserId }, line) => ({
      line,
      action: 'END' as const,
      productId,
      heldProductId: productId,
      endUserId,
      person: null,
      subscriptionId: id,
    }));
    for (const [line, message] of await leaveOut(scope, companyId, lines, day))
      needed.set(those[line]?.id ?? '', message);
  }
  return needed;
}
