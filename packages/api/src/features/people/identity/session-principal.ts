import type { Level } from '@steward/shared';
import type { AwaitedFactor } from '../../../kernel/actor.ts';
import type { TokenSubject } from './tokens.ts';

/** As whom a session stands, as `open_session`, `rotate_session` and `switch_membership` say it. */
export interface SessionPrincipal {
  membership_id: string;
  level: Level;
  role_id: string;
  role_version: number;
  awaits: AwaitedFactor | null;
}

/** The same for an access token. */
export const principalIn = (row: SessionPrincipal): Omit<TokenSubject, 'sessionId'> => ({
  membershipId: row.membership_id,
  level: row.level,
  roleId: row.role_id,
  roleVersion: row.role_version,
  awaits: row.awaits,
});
