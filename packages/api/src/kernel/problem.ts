import type { ErrorCode, FieldError } from '@steward/shared';

/**
 * What a caller may be told: a stable code, a plain sentence, and for INVALID_INPUT the fields concerned. Anything
 * else that is thrown is answered as INTERNAL and only logged. [S34]
 */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];

  /** For RATE_LIMITED, if it is known: after how many milliseconds it may be tried again. */
  readonly retryAfterMs: number | undefined;
  /** For FORBIDDEN: what would make it allowed. */
  readonly need: 'FACTOR' | 'PASSWORD' | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    fields: readonly FieldError[] = [],
    retryAfterMs: number | undefined = undefined,
    need: 'FACTOR' | 'PASSWORD' | undefined = undefined,
  ) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.fields = fields;
    this.retryAfterMs = retryAfterMs;
    this.need = need;
  }
}

/** Not there, or not yours: the two are never told apart. [S10] */
export function notFound(what: string): Problem {
  return new Problem('NOT_FOUND', `There is no such ${what}.`);
}

/** It is there, and whoever acts may look at it only: by their role, or because its company says so. */
export function lookingOnly(): Problem {
  return new Problem('FORBIDDEN', 'You may look at this, but not change it.');
}

/** One field is wrong; `path` is dotted from the input's root. */
export function invalid(path: string, message: string): Problem {
  return new Problem('INVALID_INPUT', `${path}: ${message}`, [{ path, message }]);
}

/** The request is fine but the state of things forbids it. */
export function conflict(message: string, path?: string): Problem {
  return new Problem('CONFLICT', message, path ? [{ path, message }] : []);
}

/** It may be done, but only by somebody who has just shown a second factor. */
export const factorNeeded = (message: string): Problem =>
  new Problem('FORBIDDEN', message, [], undefined, 'FACTOR');

/** The same for a password, where there is no second factor yet. */
export const passwordNeeded = (message: string): Problem =>
  new Problem('FORBIDDEN', message, [], undefined, 'PASSWORD');

/** Too many of something, such as 'requests', and when it may be tried again. */
export function rateLimited(tooMany: string, retryAfterMs: number): Problem {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const wait =
    seconds === 1 ? 'a second' : seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new Problem('RATE_LIMITED', `Too many ${tooMany}. Please try again in ${wait}.`, [], retryAfterMs);
}
