import { expect, it } from 'vitest';
import { ApiError, asApiError, fromErrorBody, toApiError } from './errors.ts';

it('keeps code, fields and request id of what the API reports', () => {
  const fields = [{ path: 'administrator.email', message: 'Enter an e-mail address.' }];
  const error = toApiError({
    graphQLErrors: [{ message: 'Not right', extensions: { code: 'INVALID_INPUT', fields, requestId: 'r1' } }],
  });
  expect(error).toMatchObject({ code: 'INVALID_INPUT', message: 'Not right', fields, requestId: 'r1' });
});

it('drops fields that are not of the agreed shape', () => {
  const error = toApiError({
    graphQLErrors: [
      { message: 'x', extensions: { code: 'INVALID_INPUT', fields: ['name', { path: 1 }, null] } },
    ],
  });
  expect(error.fields).toEqual([]);
});

it('takes an answer that never came for a lost connection, and an unknown code for our own fault', () => {
  expect(toApiError({ graphQLErrors: [], networkError: new Error('offline') }).code).toBe('NETWORK');
  expect(toApiError({ graphQLErrors: [{ message: 'x', extensions: { code: 'TEAPOT' } }] }).code).toBe(
    'INTERNAL',
  );
});

it('reads the same shape from plain HTTP endpoints', () => {
  const body = { errors: [{ message: 'Too large', extensions: { code: 'INVALID_INPUT' } }] };
  expect(fromErrorBody(body)).toMatchObject({ code: 'INVALID_INPUT', message: 'Too large' });
  expect(fromErrorBody('<html>').code).toBe('INTERNAL');
});

it('passes an ApiError through', () => {
  const error = toApiError({ graphQLErrors: [] });
  expect(asApiError(error)).toBe(error);
});

it('says what is wrong at a field, and leaves the message to what no field shows', () => {
  const fields = [{ path: 'password', message: 'Must be at least 12 characters.' }];
  const atField = new ApiError('INVALID_INPUT', 'Not right', fields);
  expect(atField.at('password')).toBe('Must be at least 12 characters.');
  expect(atField.besides('password')).toBeUndefined();
  expect(atField.at('email')).toBeUndefined();
  expect(atField.besides('email')).toBe('Not right');
});
