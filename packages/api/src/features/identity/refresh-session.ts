import type { Level } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../kernel/input.ts';
import { verb } from '../../kernel/verb.ts';
import { hashSecret, newSecret } from './tokens.ts';

/**
 * Trades a refresh secret for a new one. A secret that was already traded ends the whole session, for it may be
 * stolen — except within ten seconds, when a second tab may honestly have come late: that one gets an access token
 * but no new secret. [S52]
 */
export const refreshSession = verb({
  name: 'refreshSession',
  permission: 'anonymous',
  input: input('RefreshSessionInput', { secret: z.string().max(200) }),
  async run(scope, { secret }) {
    const fresh = newSecret();
    const [session] = await scope.sql<{
      session_id: string;
      membership_id: string;
      level: Level;
      expires_at: Date;
      rotated: boolean;
    }>('select * from rotate_session($1, $2, $3)', [hashSecret(secret), hashSecret(fresh), scope.now]);
    return {
      result: session && {
        sessionId: session.session_id,
        membershipId: session.membership_id,
        level: session.level,
        expiresAt: session.expires_at,
        refreshSecret: session.rotated ? fresh : null,
      },
      subject: null,
    };
  },
});
