import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { LIMITS, limitOperation } from './limits.ts';

const schema = buildSchema('type Query { self: Query, id: ID }');

const problems = (query: string, rules = [limitOperation]) =>
  validate(schema, parse(query), rules).map((error) => error.message);
const deep = (levels: number) => `${'{ self '.repeat(levels - 1)}{ id }${' }'.repeat(levels - 1)}`;
const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

describe('[S28] the bounds of one operation', () => {
  const bounds: [name: keyof typeof LIMITS, query: (count: number) => string, says: RegExp][] = [
    ['depth', deep, /levels deep/],
    ['aliases', (count) => `{ ${times(count, (i) => `a${i}: id`)} }`, /aliases/],
    ['directives', (count) => `{ ${times(count, () => 'id @skip(if: false)')} }`, /directives/],
    ['fields', (count) => `{ ${times(count, () => 'id')} }`, /fields/],
    [
      'visits',
      (count) => `{ id ${times(count - 2, () => '... F')} } fragment F on Nothing { ... G }`,
      /fragments/,
    ],
  ];
  test.each(bounds)('%s: the bound itself passes, one more does not', (name, query, says) => {
    const at = LIMITS[name];
    const counted = name === 'visits' ? Math.floor(at / 2) + 1 : at;
    expect(problems(query(counted))).toEqual([]);
    expect(problems(query(counted + 1))).toEqual([expect.stringMatching(says)]);
  });

  test('fragments count each time they are opened, and so does their depth', () => {
    const spread = `fragment F on Query { ${times(30, () => 'id')} }`;
    expect(problems(`{ ${times(10, () => '...F')} } ${spread}`)).toEqual([]);
    expect(problems(`{ ${times(11, () => '...F')} } ${spread}`)).toEqual([expect.stringMatching(/fields/)]);
    expect(problems(`{ self { self { ...F } } } fragment F on Query ${deep(9)}`)).toEqual([
      expect.stringMatching(/deep/),
    ]);
  });

  test('[S32] fragments that double with each step are refused before they are opened', () => {
    const steps = 60;
    const query = `{ ...F0 } ${times(steps, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}`;
    expect(problems(query)).toEqual([expect.stringMatching(/fragments/)]);
  });

  test('fragments that open themselves end', () => {
    expect(problems('{ ...F } fragment F on Query { self { ...F } }')).toEqual([]);
    expect(
      problems('{ ...F } fragment F on Query { self { ...F } }', [...specifiedRules, limitOperation]),
    ).toEqual([expect.stringMatching(/itself/)]);
  });
});
