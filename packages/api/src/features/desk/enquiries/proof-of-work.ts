import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import type { Challenge } from 'altcha-lib/v1/types';
import { deriveKey, type Secrets } from '../../../kernel/keys.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    proofOfWork: ProofOfWork;
  }
}

/** A browser tries half of these on average, which takes it about a second: nobody minds once, a flood costs days. */
const MOST_TRIES = 50_000;
const GOOD_FOR_MS = 20 * 60_000;

/**
 * Work that a browser does before it sends a form, in place of a third party that would look at people: ALTCHA's scheme. A challenge is for
 * one form, signed, and good for twenty minutes; that it counts once is for whoever takes what was sent. [S4]
 */
export class ProofOfWork {
  readonly #keys: readonly string[];

  constructor(secrets: Secrets) {
    this.#keys = secrets.map((secret) => deriveKey(secret, 'proof of work').toString('base64url'));
  }

  challenge(of: string, now: Date): Promise<Challenge> {
    return createChallenge({
      hmacKey: this.#keys[0] ?? '',
      maxNumber: MOST_TRIES,
      expires: new Date(now.getTime() + GOOD_FOR_MS),
      params: { of },
    });
  }

  /** The challenge that this answers, if it was made here for this form and is still good; undefined otherwise. */
  async solved(answer: string, of: string, now: Date): Promise<string | undefined> {
    const params = paramsOf(answer);
    if (params?.of !== of || !(Number(params.expires) * 1_000 > now.getTime())) return undefined;
    for (const key of this.#keys)
      if (await verifySolution(answer, key, false)) return `${JSON.parse(atob(answer)).challenge}`;
    return undefined;
  }
}

function paramsOf(answer: string): Record<string, string> | undefined {
  try {
    return extractParams(answer);
  } catch {
    return undefined;
  }
}
