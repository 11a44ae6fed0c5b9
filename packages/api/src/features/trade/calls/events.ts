import { emit, event } from '../../../kernel/jobs.ts';
import { setting } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Calls of this reseller's companies have been charged. */
export const callsCharged = event<{ resellerId: string }>('callsCharged');

/**
 * Says so to whoever looks at what they come to, for each of whose companies' calls have come. A tenant's job tells of its own tenant alone:
 * of the others' somebody finds it who looks every minute.
 */
export async function tellOfCalls(scope: Scope): Promise<void> {
  const concerned = await scope.sql<{ resellerId: string }>(
    `select r as "resellerId" from resellers_with_new_calls() r
      where current_setting('role') = 'steward_platform' or r = ${setting('reseller_id')}`,
  );
  for (const { resellerId } of concerned) await emit(scope, callsCharged, { resellerId });
}
