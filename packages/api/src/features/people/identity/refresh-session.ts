import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { principalIn, type SessionPrincipal } from './session-principal.ts';
import { hashRefreshToken } from './tokens.ts';

/**
 * Trades a refresh token for the next one. One that was already traded, however long ago, ends the whole session, for
 * it may be stolen — except the one before within ten seconds, when a second tab may honestly have come late: it gets
 * the same next one. [S52]
 */
export const refreshSession = verb({
  name: 'refreshSession',
  permission: 'anonymous',
  input: input('RefreshSessionInput', { token: z.string().max(200) }),
  async run(scope, { token }, { tokens, security, factors }) {
    const refreshToken = tokens.nextRefreshToken(token);
    const { familyHash, refreshHash } = hashRefreshToken(token);
    const [session] = await scope.sql<SessionPrincipal & { session_id: string; expires_at: Date }>(
      'select * from rotate_session($1, $2, $3, $4, $5)',
      [familyHash, refreshHash, hashRefreshToken(refreshToken).refreshHash, scope.now, factors.compulsory],
    );
    if (!session) {
      const [traded] = await scope.sql<{ person_id: string; membership_id: string }>(
        'select * from holder_of_traded($1, $2)',
        [familyHash, refreshHash],
      );
      if (traded)
        security.note({
          kind: 'TOKEN_REUSED',
          what: 'refreshSession',
          personId: traded.person_id,
          membershipId: traded.membership_id,
          address: scope.address,
          requestId: scope.requestId,
        });
    }
    return {
      result: session && {
        sessionId: session.session_id,
        ...principalIn(session),
        expiresAt: session.expires_at,
        refreshToken,
      },
      subject: null,
    };
  },
});
