import { createHash, createHmac, randomBytes } from 'node:crypto';
import { LEVELS } from '@steward/shared';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { AwaitedFactor, Credentials, SessionCredentials } from '../../../kernel/actor.ts';
import { deriveKey, type Secrets, type SigningKeys, signingKeys } from '../../../kernel/keys.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Clock } from '../../../kernel/scope.ts';
import type { Generation } from './signing-keys.ts';

const ISSUER = 'steward';
const AUDIENCE = 'steward-api';
const TYPE = 'at+jwt';
/** How long an access token is good. */
export const TOKEN_LIFETIME_MS = 10 * 60_000;
/** Verified tokens are remembered until they expire; whether the session still lives is asked of the database each time. */
const REMEMBERED = 5_000;
const AWAITED: readonly AwaitedFactor[] = ['FACTOR', 'ENROLMENT'];

declare module '../../../kernel/services.ts' {
  interface Services {
    tokens: Tokens;
  }
}

/**
 * What an access token says: the session, the membership and level it stands at, its role as it was then, and whether the
 * session still waits for a second factor.
 */
export type TokenSubject = Omit<SessionCredentials, 'kind'>;

/** Access tokens: EdDSA, ten minutes, naming a session, its membership, level and role, nothing else. [S50] */
export class Tokens {
  readonly #secrets: Secrets;
  readonly #generations: () => Promise<readonly Generation[]>;
  readonly #pairs = new Map<string, SigningKeys>();
  readonly #refreshKey: Buffer;
  readonly #clock: Clock;
  readonly #verified = new Map<string, { credentials: Credentials; expiresMs: number }>();

  /** @param generations of the keys that sign, oldest first; none: they are made of the secret alone */
  constructor(
    secrets: Secrets,
    clock: Clock,
    generations: () => Promise<readonly Generation[]> = () => Promise.resolve([]),
  ) {
    this.#secrets = secrets;
    this.#generations = generations;
    // Of the former secret while there is one: processes that do not know the newer yet must give the same.
    this.#refreshKey = deriveKey(secrets.at(-1) ?? '', 'refresh tokens');
    this.#clock = clock;
  }

  async issue({
    sessionId,
    membershipId,
    level,
    roleId,
    roleVersion,
    awaits,
    lent,
  }: TokenSubject): Promise<string> {
    const nowMs = this.#clock.now().getTime();
    const [{ privateKey }] = await this.#keys(nowMs);
    const claims = { sid: sessionId, mid: membershipId, level, role: roleId, ver: roleVersion };
    return new SignJWT({ ...claims, ...(awaits && { awaits }), ...(lent && { lent }) })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(Math.floor(nowMs / 1000))
      .setExpirationTime(Math.floor((nowMs + TOKEN_LIFETIME_MS) / 1000))
      .sign(privateKey);
  }

  /** The refresh token that follows on this one in an attempt, whose answer may be lost and asked for again: always the same. [S52] */
  nextRefreshToken(token: string, attempt: string): string {
    const [family = ''] = token.split('.');
    const next = createHmac('sha256', this.#refreshKey)
      .update(JSON.stringify([token, attempt]))
      .digest('base64url');
    return `${family}.${next}`;
  }

  /** Whose token it is; UNAUTHENTICATED if it is forged, expired or not for this API. */
  async verify(token: string): Promise<Credentials> {
    const now = this.#clock.now();
    const known = this.#verified.get(token);
    if (known && known.expiresMs > now.getTime()) return known.credentials;
    try {
      const payload = await this.#payload(token, now);
      const level = LEVELS.find((candidate) => candidate === payload.level);
      const { sid: sessionId, mid: membershipId, role: roleId, ver: roleVersion } = payload;
      const given =
        typeof sessionId === 'string' && typeof membershipId === 'string' && typeof roleId === 'string';
      const awaits = AWAITED.find((candidate) => candidate === payload.awaits) ?? null;
      if ((payload.awaits !== undefined && !awaits) || !level || !given || typeof roleVersion !== 'number')
        throw new Error('Claims are missing.');
      const credentials: Credentials = {
        kind: 'session',
        sessionId,
        membershipId,
        level,
        roleId,
        roleVersion,
        awaits,
        ...(payload.lent === true && { lent: true }),
      };
      if (this.#verified.size >= REMEMBERED) this.#verified.clear();
      this.#verified.set(token, { credentials, expiresMs: (payload.exp ?? 0) * 1000 });
      return credentials;
    } catch {
      throw new Problem('UNAUTHENTICATED', 'The access token is not valid or has expired.');
    }
  }

  /**
   * The pairs whose tokens are taken, those of the newest secret first, of which the first signs: the last generation that does
   * so by now. What one before it signed is taken until it expires, what the next one signs at once. [S54]
   */
  async #keys(nowMs: number): Promise<[SigningKeys, ...SigningKeys[]]> {
    const generations: { id?: string; fromMs: number }[] = [
      { fromMs: Number.NEGATIVE_INFINITY },
      ...(await this.#generations()).map(({ id, signsFrom }) => ({ id, fromMs: signsFrom.getTime() })),
    ];
    const signing = generations.findLastIndex(({ fromMs }) => fromMs <= nowMs);
    const taken = generations.filter((_, i) => {
      const next = generations[i + 1];
      return !next || next.fromMs + TOKEN_LIFETIME_MS > nowMs;
    });
    const inOrder = [generations[signing], ...taken.filter((one) => one !== generations[signing])];
    return this.#secrets.flatMap((secret, n) => inOrder.map((one) => this.#pair(secret, n, one?.id))) as [
      SigningKeys,
      ...SigningKeys[],
    ];
  }

  #pair(secret: string, n: number, generation: string | undefined): SigningKeys {
    const name = `${n} ${generation ?? ''}`;
    const pair = this.#pairs.get(name) ?? signingKeys(secret, generation);
    this.#pairs.set(name, pair);
    return pair;
  }

  /** What the token says, if one of the keys has signed it: which, the token itself is not asked. [S50] */
  async #payload(token: string, now: Date): Promise<JWTPayload> {
    const verified = await Promise.any(
      (await this.#keys(now.getTime())).map(({ publicKey }) =>
        jwtVerify(token, publicKey, {
          algorithms: ['EdDSA'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          currentDate: now,
          requiredClaims: ['exp', 'sid', 'mid', 'level', 'role', 'ver'],
        }),
      ),
    );
    return verified.payload;
  }
}

/** What a refresh token is kept as: `<family>.<secret>`, both as hashes. */
export interface RefreshHashes {
  familyHash: string;
  refreshHash: string;
}

/** The first refresh token of a session; `Tokens.nextRefreshToken` gives those that follow. [S52] */
export const newRefreshToken = (): string => `${newSecret()}.${newSecret()}`;

export function hashRefreshToken(token: string): RefreshHashes {
  const [family = ''] = token.split('.');
  return { familyHash: hashSecret(family), refreshHash: hashSecret(token) };
}

/** A random secret of 256 bits for links and cookies. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of such a secret. It is random and long, so a plain hash is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
