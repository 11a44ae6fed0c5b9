import { describe, expect, test } from 'vitest';
import { type Gone, type Holding, type RuledProduct, ruleProblems } from './rule-problems.ts';

const product = (id: string, given: Partial<RuledProduct> = {}): [string, RuledProduct] => [
  id,
  { id, name: `The ${id}`, code: id.toUpperCase(), kind: null, needs: [], excludes: [], ...given },
];
const PRODUCTS = new Map([
  product('small', { kind: 'Mailbox' }),
  product('large', { kind: 'Mailbox' }),
  product('archive', { needs: ['mailbox', 'SHARED'] }),
  product('shared'),
  product('calls', { needs: ['EXT'] }),
  product('ext'),
  product('cheap', { excludes: ['Mailbox'] }),
]);
const ADA = 'ada';
const has = (productId: string, endUserId: string | null = ADA, line: number | null = null): Holding => ({
  line,
  productId,
  endUserId,
});
const problems = (after: Holding[], gone: Gone[] = []) =>
  ruleProblems(PRODUCTS, after, gone, () => 'Ada Lovelace').map(({ line, field, message }) => [
    line,
    field,
    message,
  ]);

describe('[C4] what a product needs', () => {
  test('may come in the same order, stand there already, or be one of the company’s', () => {
    expect(problems([has('archive', ADA, 0), has('small', ADA, 1)])).toEqual([]);
    expect(problems([has('archive', ADA, 0), has('large')])).toEqual([]);
    expect(problems([has('archive', ADA, 0), has('shared', null)])).toEqual([]);
    expect(problems([has('calls', null, 0), has('ext', ADA)])).toEqual([]);
  });

  test('is said where it is nowhere, or somebody else’s', () => {
    const said = [
      0,
      'productId',
      'The archive needs mailbox or The shared, which Ada Lovelace does not have: order both together.',
    ];
    expect(problems([has('archive', ADA, 0)])).toEqual([said]);
    expect(problems([has('archive', ADA, 0), has('small', 'bob')])).toEqual([said]);
    // What lacked it before is not this order's affair.
    expect(problems([has('archive'), has('ext', ADA, 0)])).toEqual([]);
  });

  test('does not end before it, unless there is another', () => {
    const gone = [{ line: 3, productId: 'small', endUserId: ADA }];
    expect(problems([has('archive')], gone)).toEqual([
      [3, 'subscriptionId', 'The archive needs The small: end both together.'],
    ]);
    expect(problems([has('archive'), has('large', ADA, 3)], gone)).toEqual([]);
    expect(problems([has('archive', 'bob')], gone)).toEqual([]);
    expect(problems([], gone)).toEqual([]);
  });
});

test('[C4] what does not go together is said, whichever of the two says so', () => {
  const said = 'does not go with';
  expect(problems([has('cheap', ADA, 0), has('small')])[0]?.[2]).toContain(said);
  expect(problems([has('cheap'), has('small', ADA, 0)])[0]?.[2]).toContain(said);
  expect(problems([has('cheap', ADA, 0), has('small', 'bob')])).toEqual([]);
  expect(problems([has('cheap'), has('small')])).toEqual([]);
});
