import { parameterList, productParameter, standardValues, valueProblems } from '@steward/shared';
import { expect, test } from 'vitest';
import { PRODUCTS } from './demo.ts';

const rule = parameterList(productParameter());

test.each(PRODUCTS.filter(({ parts }) => parts.length))(
  '[C1] $name is made of what there is, sold as it is',
  ({ unit, parts }) => {
    for (const [code, , parameters = {}] of parts) {
      const part = PRODUCTS.find((one) => one.code === code);
      expect(part).toMatchObject({ unit, parts: [] });
      expect(valueProblems(code, part?.parameters ?? [], parameters)).toEqual([]);
    }
  },
);

test.each(PRODUCTS)('[C1] what $name asks could have been entered by staff', ({ parameters }) => {
  expect(rule.safeParse(parameters).error?.issues ?? []).toEqual([]);
  // Whoever gives it to many at once is asked nothing.
  const usual = standardValues(parameters);
  expect(parameters.filter(({ name, required }) => required && !(name in usual))).toEqual([]);
});
