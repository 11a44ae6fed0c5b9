import { expect, test } from 'vitest';
import {
  type ProductParameter,
  parameterList,
  productParameter,
  sameValues,
  settledValues,
  standardValues,
  valueProblems,
  valueText,
} from './product-parameters.ts';

const given = (parameter: Partial<ProductParameter>): ProductParameter => ({
  name: 'quotaGb',
  label: 'Quota',
  help: null,
  kind: 'NUMBER',
  required: false,
  changeable: true,
  unit: null,
  least: null,
  most: null,
  choices: [],
  pattern: null,
  example: null,
  standard: null,
  ...parameter,
});
const QUOTA = given({ unit: 'GB', least: 5, most: 100, standard: '50' });
const PLACE = given({
  name: 'site',
  label: 'Site',
  kind: 'TEXT',
  required: true,
  changeable: false,
  pattern: '[A-Z]{3}-[0-9]+',
  example: 'HUL-2',
});
const HOLD = given({ name: 'hold', label: 'Litigation hold', kind: 'FLAG', standard: 'false' });
const PLAN = given({ name: 'plan', label: 'Plan', kind: 'CHOICE', choices: ['Days', 'Nights'] });
const ALL = [QUOTA, PLACE, HOLD, PLAN];

test('[C1] what is not said is as usual, and what was chosen before stays', () => {
  expect(standardValues(ALL)).toEqual({ quotaGb: 50, hold: false });
  expect(settledValues(ALL, { site: ' HUL-2 ' })).toEqual({ quotaGb: 50, site: 'HUL-2', hold: false });
  expect(settledValues(ALL, { hold: true }, { quotaGb: 20, site: 'HUL-2', gone: 1 })).toEqual({
    quotaGb: 20,
    site: 'HUL-2',
    hold: true,
  });
  // What another product would not take is as usual there.
  expect(settledValues([QUOTA], {}, { quotaGb: 500 })).toEqual({ quotaGb: 50 });
});

test('[C1] what is wrong is said at its name', () => {
  const problems = (values: Record<string, string | number | boolean>, held?: Record<string, string>) =>
    Object.fromEntries(valueProblems('Line', ALL, values, held).map(({ path, message }) => [path, message]));
  expect(problems({ site: 'HUL-2' })).toEqual({});
  expect(problems({})).toEqual({ site: 'Must be filled in: Site of Line.' });
  expect(problems({ quotaGb: 4, site: 'hull', hold: 'yes', plan: 'Dawn', colour: 'red' })).toEqual({
    colour: 'Must be left out: Line has no such setting.',
    quotaGb: 'Must be at least 5 GB.',
    site: 'Must be like HUL-2.',
    hold: 'Must be yes or no.',
    plan: 'Must be Days or Nights.',
  });
  expect(problems({ quotaGb: 5.5, site: 7 })).toMatchObject({
    quotaGb: 'Must be a whole number.',
    site: 'Must be text.',
  });
  expect(problems({ site: 'HUL-3' }, { site: 'HUL-2' })).toEqual({
    site: 'Must stay HUL-2: Site cannot be changed later.',
  });
  expect(valueProblems('Line', ALL, JSON.parse('{"site":"HUL-2","__proto__":{"x":1}}'))).toHaveLength(1);
});

test('[C1] a definition whose fields do not fit each other is refused where it does not', () => {
  const rule = parameterList(productParameter());
  const paths = (...list: ProductParameter[]) =>
    rule.safeParse(list).error?.issues.map(({ path }) => path.join('.')) ?? [];
  expect(paths(...ALL)).toEqual([]);
  expect(paths(QUOTA, QUOTA)).toEqual(['1.name']);
  expect(paths(given({ name: 'Quota' }))).toEqual(['0.name']);
  expect(paths(given({ least: 5, most: 1 }))).toEqual(['0.most']);
  expect(paths(given({ kind: 'CHOICE' }))).toEqual(['0.choices']);
  expect(paths(given({ kind: 'CHOICE', choices: ['A', 'A'] }))).toEqual(['0.choices']);
  expect(paths({ ...QUOTA, standard: '500' })).toEqual(['0.standard']);
  expect(paths({ ...PLAN, standard: 'Dawn' })).toEqual(['0.standard']);
});

test('[C1] a pattern that could take for ever is refused', () => {
  const rule = parameterList(productParameter());
  for (const pattern of ['(a+)+', '(a|b)*c', '(', '(.)\\1', '.*.*.*.*x', '(?:a{1,9}){1,9}'])
    expect(rule.safeParse([given({ kind: 'TEXT', pattern })]).success, pattern).toBe(false);
  for (const pattern of ['[0-9]{6}', '[a-z0-9-]+\\.example\\.com', '(?:A|B)?[0-9]+'])
    expect(rule.safeParse([given({ kind: 'TEXT', pattern })]).success, pattern).toBe(true);
});

test('values are shown as people write them, and compared by name', () => {
  expect([valueText(QUOTA, 1_000), valueText(HOLD, true), valueText(undefined, 'x')]).toEqual([
    '1,000 GB',
    'Yes',
    'x',
  ]);
  expect(sameValues({ a: 1, b: 'x' }, { b: 'x', a: 1 })).toBe(true);
  expect(sameValues({ a: 1 }, { a: 1, b: 2 })).toBe(false);
});
