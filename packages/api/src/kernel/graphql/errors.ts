import { type FieldError, type ErrorCode, ERROR_CODES } from '@steward/shared';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { allTables } from '../table.ts';

/** A refusal by PostgreSQL, as the driver reports it. */
interface DatabaseRefusal extends Error {
  code: string;
  constraint?: string;
}

const isRefusal = (error: Error): error is DatabaseRefusal =>
  'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code);

/**
 * The one place that turns whatever was thrown into what a caller may read: a stable code, a plain message, the fields.
 * Unknown errors become INTERNAL and are logged with the request's id. [S34]
 */
export function toProblem(thrown: unknown, log: Log, requestId: string): Problem {
  const error = rootCause(thrown);
  if (error instanceof Problem) return error;
  if (isRefusal(error)) {
    const known = fromDatabase(error);
    if (known) return known;
  }
  if (error instanceof GraphQLError) return fromGraphql(error);
  log.error({ err: error, requestId }, 'unexpected error');
  return new Problem('INTERNAL', `Something went wrong on our side. If it happens again, quote ${requestId}.`);
}

function rootCause(thrown: unknown): Error {
  let error = thrown instanceof Error ? thrown : new Error(String(thrown));
  while (true) {
    const inner: unknown =
      error instanceof GraphQLError ? error.originalError : isRefusal(error) ? undefined : (error as { previous?: unknown }).previous ?? error.cause;
    if (!(inner instanceof Error)) return error;
    error = inner;
  }
}

function fromDatabase(error: DatabaseRefusal): Problem | undefined {
  const said = allTables()
    .map((table) => error.constraint && table.options.constraints?.[error.constraint])
    .find(Boolean);
  if (said) {
    const [path, message] = said;
    return new Problem('CONFLICT', `${path}: ${message}`, [{ path, message }]);
  }
  switch (error.code) {
    // A text with a zero byte; a value of the wrong form; a date that does not exist.
    case '22021':
    case '22P02':
    case '22007':
    case '22008':
      return new Problem('INVALID_INPUT', 'A value has the wrong form.');
    case '40001':
    case '40P01':
      return new Problem('CONFLICT', 'Someone else changed the same things at the same moment. Please try again.');
    case '57014':
      return new Problem('INTERNAL', 'The operation took longer than 10 seconds and was stopped. Ask for less at once.');
    default:
      return undefined;
  }
}

/** Errors of GraphQL itself: syntax, validation, values of the wrong type. */
function fromGraphql(error: GraphQLError): Problem {
  const fields: FieldError[] = [];
  const at = /at "input\.([\w.]+)"/.exec(error.message);
  const missing = /Field "(\w+)" of required type/.exec(error.message);
  if (at || missing) {
    const path = [at?.[1], missing?.[1]].filter(Boolean).join('.');
    fields.push({ path, message: missing ? 'Must be filled in.' : error.message.replace(/^.*; /, '') });
  }
  return new Problem('INVALID_INPUT', error.message, fields);
}

/** Apollo's error formatter. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, log: Log, requestId: string): GraphQLFormattedError {
  const given = formatted.extensions?.['code'];
  const problem =
    typeof given === 'string' && (ERROR_CODES as readonly string[]).includes(given) && given !== 'INTERNAL'
      ? new Problem(given as ErrorCode, formatted.message)
      : toProblem(thrown, log, requestId);
  return {
    message: problem.message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: {
      code: problem.code,
      ...(problem.fields.length ? { fields: problem.fields } : {}),
      ...(problem.code === 'INTERNAL' ? { requestId } : {}),
    },
  };
}
