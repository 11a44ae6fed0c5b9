import { parameterList, productParameter, standardValues } from '@steward/shared';
import { expect, test } from 'vitest';
import { PRODUCTS } from './demo.ts';

const rule = parameterList(productParameter());

test.each(PRODUCTS)('[C1] what $name asks could have been entered by staff', ({ parameters }) => {
  expect(rule.safeParse(parameters).error?.issues ?? []).toEqual([]);
  // Whoever gives it to many at once is asked nothing.
  const usual = standardValues(parameters);
  expect(parameters.filter(({ name, required }) => required && !(name in usual))).toEqual([]);
});
