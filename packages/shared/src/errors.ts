/** Stable error codes of the GraphQL API: programs may rely on them (`extensions.code`). */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong with one input field; `path` is dotted from the input's root, e.g. `administrator.email`. */
export interface FieldError {
  path: string;
  message: string;
}
