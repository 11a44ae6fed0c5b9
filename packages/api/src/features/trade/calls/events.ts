import { emit, event } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Calls of this reseller's companies have been charged. */
export const callsCharged = event<{ resellerId: string }>('callsCharged');

/** Says so to whoever looks at what they come to, for each of whose companies' calls have come. */
export async function tellOfCalls(scope: Scope): Promise<void> {
  const concerned = await scope.sql<{ resellerId: string }>(
    'select reseller_id as "resellerId" from resellers_with_new_calls() reseller_id',
  );
  for (const { resellerId } of concerned) await emit(scope, callsCharged, { resellerId });
}
