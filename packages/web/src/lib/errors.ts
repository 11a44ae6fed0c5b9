import type { ErrorCode, FieldError } from '@steward/shared';

/** The API's codes, and NETWORK for an answer that never came. */
export type ProblemCode = ErrorCode | 'NETWORK';

/** What has to be shown once more: a second factor, or the password where there is none yet. */
export type Need = 'FACTOR' | 'PASSWORD';

/** What went wrong with one operation, in words for the reader. `fields` is filled for INVALID_INPUT only. */
export class ApiError extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  /** Names the request in the server's log; worth quoting to support. */
  readonly requestId: string | undefined;
  /** For FORBIDDEN: what would make it allowed, if something would. */
  readonly need: Need | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    fields: readonly FieldError[] = [],
    requestId?: string,
    need?: Need,
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
    this.need = need;
  }

  /** What is wrong with one field, if that is what is wrong. */
  at(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.message;
  }

  /** The message, unless the field shows it. */
  besides(path: string): string | undefined {
    return this.at(path) === undefined ? this.message : undefined;
  }
}

interface WireError {
  message: string;
  extensions?: Record<string, unknown> | undefined;
}

/** The part of a GraphQL client's error that we read, so that this floor needs no client. */
export interface OperationFailure {
  networkError?: Error | undefined;
  graphQLErrors: readonly WireError[];
}

const CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
]);

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && CODES.has(value);
}

function isFieldError(value: unknown): value is FieldError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    'message' in value &&
    typeof value.path === 'string' &&
    typeof value.message === 'string'
  );
}

/** Maps what the GraphQL client reports to one error with a code. The first error of the answer decides. */
export function toApiError(failure: OperationFailure): ApiError {
  const first = failure.graphQLErrors[0];
  if (!first)
    return new ApiError('NETWORK', 'Steward cannot be reached. Check your connection and try again.');
  return fromWire(first);
}

/** Reads the error shape `{ errors: […] }` that plain HTTP endpoints (uploads, PDF) share with GraphQL. */
export function fromErrorBody(body: unknown): ApiError {
  if (typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)) {
    const [first] = body.errors as WireError[];
    if (first) return fromWire(first);
  }
  return new ApiError('INTERNAL', 'Something went wrong on our side.');
}

function fromWire({ message, extensions = {} }: WireError): ApiError {
  const code = isCode(extensions.code) ? extensions.code : 'INTERNAL';
  const fields = Array.isArray(extensions.fields) ? extensions.fields.filter(isFieldError) : [];
  const requestId = typeof extensions.requestId === 'string' ? extensions.requestId : undefined;
  return new ApiError(code, message, fields, requestId, needIn(extensions));
}

/** What the extensions of an error say would make it allowed. */
export const needIn = ({ need }: Record<string, unknown>): Need | undefined =>
  need === 'FACTOR' || need === 'PASSWORD' ? need : undefined;

/** Anything thrown, as an ApiError; a bug in the console itself counts as INTERNAL and is reported to the browser's log. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  reportError(thrown);
  return new ApiError('INTERNAL', 'Something went wrong on this page. Load it again and retry.');
}
