import type { Scope } from '../../../kernel/scope.ts';

/** An endpoint has said that it is gone for good: nothing is sent there any more, unless staff have configured another address meanwhile. */
export async function endpointGone(scope: Scope, connectorId: string | null, url: string): Promise<void> {
  await scope.sql(
    'update connector set disabled_at = $3 where id = $1 and url = $2 and disabled_at is null',
    [connectorId, url, scope.now],
  );
}
