import { CombinedError } from 'urql';
import { describe, expect, test } from 'vitest';
import { toShow } from './use-kept-query.ts';

const asked = { fetching: false, stale: false, operation: { key: 1 }, data: undefined, error: undefined };
const answer = { viewer: 'Ada' };
const lost = new CombinedError({ networkError: new Error('offline') });
const ended = new CombinedError({
  graphQLErrors: [{ message: 'Your session has ended.', extensions: { code: 'UNAUTHENTICATED' } }],
});

describe('toShow', () => {
  test('the answer to this question is current, one to another question is not', () => {
    expect(toShow({ ...asked, data: answer }, 1, undefined)).toMatchObject({ data: answer, current: true });
    expect(toShow({ ...asked, data: answer }, 2, undefined)).toMatchObject({ data: answer, current: false });
  });

  test('what was there stays when the connection drops', () => {
    expect(toShow({ ...asked, error: lost }, 1, { key: 1, data: answer })).toEqual({
      data: answer,
      current: true,
      error: undefined,
      busy: false,
    });
    expect(toShow({ ...asked, error: lost }, 1, { key: 2, data: answer })).toMatchObject({
      data: undefined,
      error: { code: 'NETWORK' },
    });
  });

  test('an answer that failed shows its error and no data, and no data either once the error is gone', () => {
    const failed = { ...asked, data: null as never, error: ended };
    const kept = { key: 1, data: answer };
    expect(toShow(failed, 1, kept)).toMatchObject({ data: undefined, error: { code: 'UNAUTHENTICATED' } });
    expect(toShow({ ...failed, error: undefined }, 1, kept)).toEqual({
      data: undefined,
      current: false,
      error: undefined,
      busy: false,
    });
  });
});
