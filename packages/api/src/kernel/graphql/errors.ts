import { ERROR_CODES, type ErrorCode, type FieldError } from '@steward/shared';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../log.ts';
import { conflict, lookingOnly, Problem } from '../problem.ts';
import { allTables } from '../table.ts';

/** A refusal by PostgreSQL, as the driver reports it. */
interface DatabaseRefusal extends Error {
  code: string;
  constraint?: string;
  column?: string;
}

/** The code with which triggers say that the state of things forbids it: in a sentence, and `column` is the input's path. */
const REFUSED_BY_TRIGGER = 'STATE';

/** PostgreSQL's words for a statement or a transaction that took too long. */
const TOO_SLOW: readonly string[] = ['57014', '25P04'];

/** The operation as a whole has taken longer than it may. [S33] */
export class TooSlow extends Error {}

const isRefusal = (error: Error): error is DatabaseRefusal =>
  'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code);

/**
 * The one place that turns whatever was thrown into what a caller may read: a stable code, a plain message, the fields.
 * Unknown errors become INTERNAL and are logged with the request's id. [S34]
 */
export function toProblem(thrown: unknown, log: Log, requestId: string): Problem {
  const error = rootCause(thrown);
  if (error instanceof Problem) return error;
  if (error instanceof TooSlow || (isRefusal(error) && TOO_SLOW.includes(error.code))) {
    log.error({ err: error, requestId }, 'operation stopped');
    return new Problem(
      'INTERNAL',
      `It took longer than 10 seconds and was stopped. Try again, or do less at once; if it happens again, quote ${requestId}.`,
    );
  }
  if (isRefusal(error)) {
    const known = fromDatabase(error);
    if (known) return known;
  }
  // Of errors of GraphQL inside one another the outermost says which variable it was.
  if (error instanceof GraphQLError) return fromGraphql(thrown instanceof GraphQLError ? thrown : error);
  log.error({ err: error, requestId }, 'unexpected error');
  return new Problem(
    'INTERNAL',
    `Something went wrong on our side. If it happens again, quote ${requestId}.`,
  );
}

function rootCause(thrown: unknown): Error {
  let error = thrown instanceof Error ? thrown : new Error(String(thrown));
  while (true) {
    // The ORM wraps what the driver reports, and adds the statement to the message.
    const wrapped = (error as { previous?: unknown }).previous;
    const inner: unknown =
      error instanceof GraphQLError
        ? error.originalError
        : (wrapped ?? (isRefusal(error) ? undefined : error.cause));
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
    case REFUSED_BY_TRIGGER:
      return conflict(error.message, error.column);
    // A text with a zero byte, alone and in JSON; a value of the wrong form; a date or a time zone that does not exist; a
    // number too large.
    case '22021':
    case '22P05':
    case '22009':
    case '22P02':
    case '22007':
    case '22008':
    case '22003':
      return new Problem('INVALID_INPUT', 'A value has the wrong form.');
    // A row that whoever acts may not add or change so, although their permissions begin it: their role, or its company, lets
    // them look only.
    case '42501':
      return error.message.includes('row-level security') ? lookingOnly() : undefined;
    case '55P03':
      return new Problem(
        'CONFLICT',
        'Someone else is changing the same things at this moment. Please try again.',
      );
    case '40001':
    case '40P01':
      return new Problem(
        'CONFLICT',
        'Someone else changed the same things at the same moment. Please try again.',
      );
    default:
      return undefined;
  }
}

/** Errors of GraphQL itself: syntax, validation, values of the wrong type. */
function fromGraphql(error: GraphQLError): Problem {
  const field = wrongVariable(error) ?? missingLiteral(error.message);
  return field
    ? new Problem('INVALID_INPUT', `${field.path}: ${field.message}`, [field])
    : new Problem('INVALID_INPUT', withoutValue(error.message));
}

/** All that is wrong with the variables of one request, as one problem. */
export function wrongVariables(errors: readonly GraphQLError[]): Problem {
  const fields = errors.flatMap((error) => wrongVariable(error) ?? []);
  if (!fields.length)
    return new Problem('INVALID_INPUT', errors.map(({ message }) => withoutValue(message)).join(' '));
  return new Problem(
    'INVALID_INPUT',
    fields.map((field) => `${field.path}: ${field.message}`).join(' '),
    fields,
  );
}

/**
 * Reads graphql-js's sentence about a variable. Paths are counted from inside the variable, as the input's own rules count
 * them; what was given is left out, it may be a password. It is part of the sentence, and a megabyte if the caller likes:
 * it is stepped over, never searched.
 */
function wrongVariable({ message, originalError }: GraphQLError): FieldError | undefined {
  const absent = /^Variable "\$(\w+)" of (?:required|non-null) type/.exec(message);
  if (absent) return { path: cut(absent[1] as string), message: FILL_IN };
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
  if (!variable || !originalError) return undefined;
  const said = originalError.message;
  const member = /^Field "(\w+)" (of required type|is not defined)/.exec(said);
  const place = placeOf(message.slice(0, -`; ${said}`.length), variable);
  const path = cut([place, member?.[1]].filter(Boolean).join('.') || variable);
  if (member) return { path, message: member[2] === 'is not defined' ? 'There is no such field.' : FILL_IN };
  if (said.startsWith('Expected non-nullable type')) return { path, message: FILL_IN };
  const plain = said.replace(/^Expected type "\w+!?"\. /, '').replace(/ Did you mean .*$/s, '');
  return { path, message: withoutValue(plain) };
}

/** `at.1.line` of a sentence that ends with `at "variable.at[1].line"`; names of members have no quotation marks. */
function placeOf(sentence: string, variable: string): string {
  const start = ` at "${variable}`;
  const at = sentence.endsWith('"') ? sentence.lastIndexOf(start) : -1;
  if (at < 0) return '';
  return sentence
    .slice(at + start.length, -1)
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '');
}

/** What graphql-js says without what was given: that may be a password, and answers end up in places of their own. */
function withoutValue(message: string): string {
  const plain = message
    .replace(/( value): .*$/s, '$1.')
    .replace(/^Value .* does not exist in/s, 'The value does not exist in')
    .replace(/ has invalid value .*$/s, ' has an invalid value.')
    .replace(/^(Expected value of type "[^"]+"), found .*$/s, '$1.')
    .replace(/(found|Unexpected) (String|BlockString|Int|Float|Name) ".*"/s, '$1 $2');
  return cut(plain);
}

const LONGEST_SAID = 300;

/** Names that callers make up are repeated to them, but not by the megabyte. */
function cut(text: string): string {
  return text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
}

const FILL_IN = 'Must be filled in.';

/** The same for a value written into the query. */
function missingLiteral(message: string): FieldError | undefined {
  const missing =
    /^Field "\w+\.(\w+)" of required type|^(?:Field|Argument) "?\w*"? ?argument "(\w+)" of type "[^"]+" is required/.exec(
      message,
    );
  const path = missing?.[1] ?? missing?.[2];
  return path ? { path, message: FILL_IN } : undefined;
}

/** Apollo's error formatter. */
export function formatError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  log: Log,
  requestId: string,
): GraphQLFormattedError {
  const given = formatted.extensions?.code;
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
      ...(problem.retryAfterMs === undefined ? {} : { retryAfterMs: problem.retryAfterMs }),
      ...(problem.need ? { need: problem.need } : {}),
    },
  };
}

/** The longest time that an answer asks to wait for, as a header in whole seconds. */
export function retryAfter(errors: readonly GraphQLFormattedError[]): { 'retry-after'?: string } {
  const waits = errors.flatMap(({ extensions }) => (extensions?.retryAfterMs as number | undefined) ?? []);
  return waits.length ? { 'retry-after': String(Math.ceil(Math.max(...waits) / 1000)) } : {};
}
