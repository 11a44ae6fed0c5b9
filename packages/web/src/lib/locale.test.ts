import { expect, test } from 'vitest';
import { readersLocale } from './locale.ts';

test('the reader’s first language that is one; none of those leaves it to Intl', () => {
  expect(readersLocale(['de-CH', 'en'])).toBe('de-CH');
  expect(readersLocale(['en-US@posix', 'en-GB'])).toBe('en-GB');
  expect(readersLocale(['en-US@posix'])).toBeUndefined();
  expect(readersLocale([])).toBeUndefined();
});
