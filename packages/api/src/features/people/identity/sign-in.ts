import { type Level, newId, SESSION_BOUNDS } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { checkPassword, hashPassword, isOutdated } from './password.ts';
import { principalIn, type SessionPrincipal } from './session-principal.ts';
import { countSignIn } from './sign-in-throttle.ts';
import { hashRefreshToken, newRefreshToken, type TokenSubject } from './tokens.ts';

/** No session lasts longer; how long one does is the platform's to say, level by level (`sign_in_policy`). [S46] */
const LONGEST_MS = SESSION_BOUNDS.absoluteMinutes.max * 60_000;

export interface NewSession extends TokenSubject {
  refreshToken: string;
  /** For the cookie by which the device is known the next time. */
  device: string;
  expiresAt: Date;
}

/**
 * Signs in with e-mail and password. After five failures for an account, or thirty for an address, each further try
 * waits twice as long, up to fifteen minutes; a device that has signed in with the account before is counted by itself. Unknown
 * addresses answer as known ones, in word and time. Whoever has a second factor, or has to have one, has a session that waits for
 * it. [I1] [S38] [S42]
 */
export const signIn = outsideVerb({
  name: 'signIn',
  permission: 'anonymous',
  input: input('SignInInput', {
    email: z.string().max(254),
    password: z.string().max(1_000),
    address: z.string(),
    userAgent: z.string(),
    device: z.string().max(500).optional(),
  }),
  async plan(scope, { email, address, device }, { devices }) {
    return countSignIn(scope, email.trim(), address, devices.known(device, email));
  },
  async call({ passwordHash }, { password }) {
    const matches = await checkPassword(passwordHash, password);
    const rehashed =
      matches && passwordHash && isOutdated(passwordHash) ? await hashPassword(password) : null;
    return { matches, rehashed };
  },
  async settle(
    scope,
    { personId, forgive },
    { matches, rehashed },
    { email, address, userAgent, device },
    { security, devices, factors },
  ) {
    if (!matches || !personId) {
      security.note({
        kind: 'SIGN_IN_FAILED',
        what: 'signIn',
        personId,
        address,
        requestId: scope.requestId,
      });
      return { result: null, subject: null };
    }
    const session = await openSession(scope, {
      personId,
      address,
      userAgent,
      rehashed,
      compulsory: factors.compulsory,
    });
    if (session) await forgive(scope);
    return { result: session && { ...session, device: devices.remember(device, email) }, subject: null };
  },
});

/** Opens a session of this person at the membership they used last; null if none lets them in. */
export async function openSession(
  scope: Scope,
  by: {
    personId: string;
    address: string;
    userAgent: string;
    rehashed: string | null;
    compulsory: readonly Level[];
    /** With the sign-in a second factor has been shown. */
    shownAt?: Date;
  },
): Promise<Omit<NewSession, 'device'> | null> {
  const session = {
    sessionId: newId(),
    refreshToken: newRefreshToken(),
    expiresAt: new Date(scope.now.getTime() + LONGEST_MS),
  };
  const { familyHash, refreshHash } = hashRefreshToken(session.refreshToken);
  const [opened] = await scope.sql<SessionPrincipal & { ends_at: Date }>(
    'select * from open_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      session.sessionId,
      by.personId,
      familyHash,
      refreshHash,
      by.address,
      by.userAgent,
      session.expiresAt,
      by.rehashed,
      scope.now,
      by.compulsory,
      by.shownAt ?? null,
    ],
  );
  return opened ? { ...session, expiresAt: opened.ends_at, ...principalIn(opened) } : null;
}
