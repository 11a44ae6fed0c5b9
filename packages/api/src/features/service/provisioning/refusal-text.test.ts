import { describe, expect, it } from 'vitest';
import { refusalText } from './refusal-text.ts';

describe('what a target says when it refuses', () => {
  it.each([
    ['an error member', '{"error":"There is no product FAX-9 here"}', 'There is no product FAX-9 here'],
    ['a problem document', '{"title":"Bad","detail":"No licence left"}', 'No licence left'],
    ['a nested error', '{"error":{"message":"Quota reached"}}', 'Quota reached'],
    ['plain text', '  Out of\r\nlicences ', 'Out of licences'],
    ['a JSON text', '"Zoë – 李"', 'Zoë – 李'],
    ['a number', '42', '42'],
    ['a page', '<!doctype html><h1>Not found</h1>', ''],
    ['an object without a message', '{"code":7}', ''],
    ['broken JSON', '{"error":', ''],
    ['nothing', '', ''],
  ])('reads %s', (_what, body, text) => {
    expect(refusalText(body)).toBe(text);
  });

  it('leaves no control or direction characters in it', () => {
    expect(refusalText('{"error":"a\\u0000b\\u001b[31mc\\u202ed\\u2028e"}')).toBe('a b [31mc d e');
  });

  it('is bounded', () => {
    const text = refusalText('x'.repeat(5_000));
    expect(text).toHaveLength(300);
    expect(text.endsWith('…')).toBe(true);
  });
});
