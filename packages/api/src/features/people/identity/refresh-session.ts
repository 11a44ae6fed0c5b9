import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { principalIn, type SessionPrincipal } from './session-principal.ts';
import { hashRefreshToken, newSecret } from './tokens.ts';

/**
 * Trades a refresh token for the next one, once, however many ask at the same moment. One that was already traded, however long
 * ago, ends the whole session, for it may be stolen. The one before may honestly come again for ten seconds: with the same
 * attempt, whose answer was lost, it gets the same next one; with another it is told that it came late (CONFLICT). [S52]
 */
export const refreshSession = verb({
  name: 'refreshSession',
  permission: 'anonymous',
  input: input('RefreshSessionInput', {
    token: z.string().max(200),
    attempt: z.string().max(100, 'May have at most 100 characters.').nullish(),
  }),
  async run(scope, { token, attempt }, { tokens, security, factors }) {
    const refreshToken = tokens.nextRefreshToken(token, attempt ?? newSecret());
    const { familyHash, refreshHash } = hashRefreshToken(token);
    const [session] = await scope.sql<SessionPrincipal & { session_id: string | null; expires_at: Date }>(
      'select * from rotate_session($1, $2, $3, $4, $5)',
      [familyHash, refreshHash, hashRefreshToken(refreshToken).refreshHash, scope.now, factors.compulsory],
    );
    if (session && session.session_id === null)
      throw conflict(
        'Another request has just renewed this session: go on with the cookie that it was given.',
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
        sessionId: session.session_id as string,
        ...principalIn(session),
        expiresAt: session.expires_at,
        refreshToken,
      },
      subject: null,
    };
  },
});
