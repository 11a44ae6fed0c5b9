import { ERROR_CODES } from '@steward/shared';
import {
  buildSchema,
  GraphQLError,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import '../../app.ts';
import { createLog } from '../log.ts';
import { Problem } from '../problem.ts';
import { formatError, toProblem } from './errors.ts';

const logged: string[] = [];
const log = createLog('debug', { write: (line) => void logged.push(line) });
const formatted = (error: Error) =>
  formatError(
    error instanceof GraphQLError ? error.toJSON() : { message: error.message },
    error,
    log,
    'request-1',
  );

const schema = buildSchema(`
  type Query { one(input: OneInput!, first: Int, id: ID!, kind: Kind): Int }
  enum Kind { A B }
  input OneInput { name: String!, size: Int, at: [PlaceInput!] }
  input PlaceInput { line: String! }
`);

describe('values of the wrong type are INVALID_INPUT and name the field', () => {
  const ofVariables = (declaration: string, variables: object) => {
    const operation = parse(`query (${declaration}) { __typename }`)
      .definitions[0] as OperationDefinitionNode;
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables as never);
    return errors?.map((error) => formatted(error).extensions) ?? [];
  };
  const ofDocument = (query: string) =>
    validate(schema, parse(query), specifiedRules).map((error) => formatted(error).extensions);
  const code = 'INVALID_INPUT';

  test.each([
    ['a member of the input', '$input: OneInput!', { input: { name: 4 } }, 'name', /String/],
    ['a member that is missing', '$input: OneInput!', { input: {} }, 'name', /filled in/],
    ['a member that is null', '$input: OneInput!', { input: { name: null } }, 'name', /filled in/],
    [
      'a member of a list',
      '$input: OneInput!',
      { input: { name: 'n', at: [{ line: 'l' }, {}] } },
      'at.1.line',
      /filled in/,
    ],
    [
      'a member that does not exist',
      '$input: OneInput!',
      { input: { name: 'n', level: 'X' } },
      'level',
      /no such field/,
    ],
    ['an input of another name', '$given: OneInput!', { given: { name: 'n', size: 1.5 } }, 'size', /integer/],
    ['a whole variable', '$first: Int', { first: 'many' }, 'first', /Int/],
    ['a variable that is missing', '$id: ID!', {}, 'id', /filled in/],
  ])('%s', (_what, declaration, variables, path, message) => {
    expect(ofVariables(declaration, variables)).toEqual([
      { code, fields: [{ path, message: expect.stringMatching(message) }] },
    ]);
  });

  test.each([
    ['a text that is none', '$input: OneInput!', { input: { name: ['canary'] } }],
    ['a number that is none', '$first: Int', { first: 'canary' }],
    ['an id that is none', '$id: ID!', { id: { canary: 'canary' } }],
    ['a choice that is none', '$kind: Kind', { kind: 'canary' }],
    ['a choice that is no text', '$kind: Kind', { kind: { canary: 1 } }],
    ['an input that is none', '$input: OneInput!', { input: 'canary' }],
  ])('[S34] and do not say what was given: %s', (_what, declaration, variables) => {
    const [said] = ofVariables(declaration, variables);
    expect(said?.code).toBe(code);
    expect(JSON.stringify(said)).not.toContain('canary');
  });

  test.each([
    '{ one(id: {a: "canary"}, input: { name: "n" }) }',
    '{ one(id: "1", input: { name: 1234567 }) }',
    '{ one(id: "1", input: "canary") }',
    '{ one(id: "1", kind: canary, input: { name: "n" }) }',
    '{ one(id: "1", kind: "canary", input: { name: "n" }) }',
    '{ one(id: "1", first: "canary", input: { name: "n" }) }',
    '{ one(id "canary") }',
    '{ one(id: "1") } "canary"',
    '{ one """canary""" }',
  ])('[S34] nor what was written into the query: %s', (query) => {
    const errors = (() => {
      try {
        return validate(schema, parse(query), specifiedRules);
      } catch (error) {
        return [error as GraphQLError];
      }
    })();
    expect(errors).not.toEqual([]);
    for (const error of errors) {
      const { message, extensions } = formatted(error);
      expect(extensions?.code).toBe(code);
      expect(JSON.stringify([message, extensions])).not.toMatch(/canary|1234567/);
    }
  });

  test('written into the query', () => {
    expect(ofDocument('{ one(id: "1", input: { size: 1 }) }')).toEqual([
      { code, fields: [{ path: 'name', message: 'Must be filled in.' }] },
    ]);
    expect(ofDocument('{ one(input: { name: "n" }) }')).toEqual([
      { code, fields: [{ path: 'id', message: 'Must be filled in.' }] },
    ]);
  });
});

test('[S34] [T6] what row security refuses is forbidden, and nothing of the inside is told', () => {
  const refusal = new Error('new row violates row-level security policy for table "company"');
  const { message, extensions } = formatError(
    { message: 'raw' },
    Object.assign(refusal, { code: '42501' }),
    log,
    'request-1',
  );
  expect(extensions?.code).toBe('FORBIDDEN');
  expect(message).not.toMatch(/row|policy|table/);
});

describe('[S34] what was not meant for callers', () => {
  test.each([
    ['a failure of the code', new TypeError("Cannot read properties of undefined (reading 'companyId')")],
    [
      'a refusal of the database',
      Object.assign(new Error('permission denied for table company'), { code: '42501' }),
    ],
    [
      'an error around another',
      new GraphQLError('relation "x" is gone', { originalError: new Error('relation "x" is gone') }),
    ],
    [
      'a code that is not of the list',
      new GraphQLError('secret', {
        originalError: Object.assign(new Error('secret'), { extensions: { code: 'ODD' } }),
      }),
    ],
    ['something that is no error', 'relation "x" is gone' as unknown as Error],
  ])('%s is INTERNAL, logged, and quotes the request', (_what, thrown) => {
    logged.length = 0;
    const answer = formatError({ message: 'raw' }, thrown, log, 'request-1');
    expect(answer).toMatchObject({ extensions: { code: 'INTERNAL', requestId: 'request-1' } });
    expect(answer.message).toMatch(/^Something went wrong on our side\..*request-1\.$/);
    expect(logged.join()).toContain('request-1');
  });

  test('every answer has a code of the list, whatever code it came with', () => {
    for (const given of [
      'BAD_REQUEST',
      'PERSISTED_QUERY_NOT_SUPPORTED',
      'BAD_USER_INPUT',
      'GRAPHQL_PARSE_FAILED',
    ]) {
      const { extensions } = formatted(new GraphQLError('Bad.', { extensions: { code: given } }));
      expect(ERROR_CODES).toContain(extensions?.code);
    }
  });

  test('a problem keeps its words, code and fields through any wrapping', () => {
    const problem = new Problem('CONFLICT', 'name: Taken.', [{ path: 'name', message: 'Taken.' }]);
    const wrapped = new GraphQLError('x', { originalError: new Error('y', { cause: problem }) });
    expect(toProblem(wrapped, log, 'r')).toBe(problem);
  });
});

describe('what PostgreSQL refuses', () => {
  const refusal = (code: string, more: object = {}) =>
    toProblem(Object.assign(new Error('internal words "secret"'), { code, ...more }), log, 'request-1');

  test('a unique key that a table explains', () => {
    expect(refusal('23505', { constraint: 'email_address_key' })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'address' }],
    });
  });

  test.each([
    ['22P02', 'INVALID_INPUT'],
    ['22021', 'INVALID_INPUT'],
    ['22003', 'INVALID_INPUT'],
    ['22008', 'INVALID_INPUT'],
    ['40001', 'CONFLICT'],
    ['40P01', 'CONFLICT'],
    ['57014', 'INTERNAL'],
    ['25P04', 'INTERNAL'],
    ['23503', 'INTERNAL'],
  ])('%s is %s, without its words', (sqlState, code) => {
    const problem = refusal(sqlState);
    expect(problem.code).toBe(code);
    expect(problem.message).not.toContain('secret');
  });

  test.each(['57014', '25P04'])('[S33] %s is logged, and says what to do', (sqlState) => {
    logged.length = 0;
    expect(refusal(sqlState).message).toMatch(/longer than 10 seconds .* quote request-1/);
    expect(logged).toEqual([expect.stringContaining('request-1')]);
  });
});
