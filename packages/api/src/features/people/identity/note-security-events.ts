import { newId } from '@steward/shared';
import type { Scopes } from '../../../kernel/scope.ts';
import type { SecurityEvent } from '../../../kernel/security-events.ts';

/** Writes refusals down in a transaction of their own, for whatever was refused was rolled back. [S82] */
export const noteSecurityEvents = (scopes: Scopes, events: readonly SecurityEvent[]): Promise<void> =>
  scopes.run({ kind: 'anonymous' }, { requestId: newId() }, async (scope) => {
    await scope.sql('select note_security_events($1, $2)', [JSON.stringify(events), scope.now]);
  });
