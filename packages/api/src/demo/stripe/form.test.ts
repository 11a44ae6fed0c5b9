import { describe, expect, it } from 'vitest';
import { StripeFailure } from './failure.ts';
import { parseForm } from './form.ts';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(parseForm(text)));

describe('a form with brackets', () => {
  it('becomes a tree', () => {
    expect(plain('mode=payment&line_items[0][price_data][currency]=gbp&line_items[0][quantity]=2')).toEqual({
      mode: 'payment',
      line_items: { 0: { price_data: { currency: 'gbp' }, quantity: '2' } },
    });
  });

  it('decodes names and values, a plus as a space', () => {
    expect(plain('metadata%5Binvoice+no%5D=NW-0001+%26+%C3%BC')).toEqual({
      metadata: { 'invoice no': 'NW-0001 & ü' },
    });
  });

  it('counts empty brackets up', () => {
    expect(plain('expand[]=a&expand[]=b')).toEqual({ expand: { 0: 'a', 1: 'b' } });
  });

  it('takes no text as no parameters, and no value as an empty one', () => {
    expect(plain('')).toEqual({});
    expect(plain('a&b=')).toEqual({ a: '', b: '' });
  });

  it('treats __proto__ as a name like any other', () => {
    const tree = parseForm('__proto__[polluted]=yes&a=1');
    expect(Object.keys(tree)).toEqual(['__proto__', 'a']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(['a[=1', 'a]b=1', '[a]=1', '=1', 'a=%E0%A4%A', 'a=1&a=2', 'a=1&a[b]=2', 'a[b]=1&a=2'])(
    'refuses %s',
    (text) => {
      expect(() => parseForm(text)).toThrow(StripeFailure);
    },
  );
});
