import type { ErrorCode, FieldError } from '@steward/shared';

/**
 * What a caller may be told: a stable code, a plain sentence, and for INVALID_INPUT the fields concerned. Anything
 * else that is thrown is answered as INTERNAL and only logged. [S34]
 */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, message: string, fields: readonly FieldError[] = []) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.fields = fields;
  }
}

/** Not there, or not yours: the two are never told apart. [S10] */
export function notFound(what: string): Problem {
  return new Problem('NOT_FOUND', `There is no such ${what}.`);
}

/** One field is wrong; `path` is dotted from the input's root. */
export function invalid(path: string, message: string): Problem {
  return new Problem('INVALID_INPUT', `${path}: ${message}`, [{ path, message }]);
}

/** The request is fine but the state of things forbids it. */
export function conflict(message: string, path?: string): Problem {
  return new Problem('CONFLICT', message, path ? [{ path, message }] : []);
}
