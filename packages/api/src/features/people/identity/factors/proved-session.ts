import { memberOf } from '../../../../kernel/actor.ts';
import { Problem } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { principalIn, type SessionPrincipal } from '../session-principal.ts';
import { hashRefreshToken, newRefreshToken, type TokenSubject } from '../tokens.ts';

/** A session in which a second factor has just been shown. */
export interface ProvedSession extends TokenSubject {
  /** It begins only now, with a refresh token that nobody has had before. [S45] */
  began: { refreshToken: string; expiresAt: Date } | undefined;
}

/** Notes that a second factor has been shown; if the session waited for that, the scope goes on as whoever has signed in. */
export async function proveSession(scope: Scope): Promise<ProvedSession> {
  const refreshToken = newRefreshToken();
  const { familyHash, refreshHash } = hashRefreshToken(refreshToken);
  const [proved] = await scope.sql<SessionPrincipal & { began: boolean; expires_at: Date }>(
    'select * from prove_session($1, $2, $3)',
    [familyHash, refreshHash, scope.now],
  );
  if (!proved) throw new Problem('UNAUTHENTICATED', 'This session has ended. Please sign in again.');
  return {
    sessionId: memberOf(scope.actor).sessionId,
    ...principalIn(proved),
    began: proved.began ? { refreshToken, expiresAt: proved.expires_at } : undefined,
  };
}
