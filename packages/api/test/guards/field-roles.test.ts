import { expect, test } from 'vitest';
import { matrix, readMatrix, requirementOf, rootFields } from './field-roles.ts';

test('[S22] who may ask for each field stands in field-roles.txt, and somebody has reviewed it', async () => {
  await expect(matrix()).toMatchFileSnapshot('./field-roles.txt');
});

test('[S22] every field at the root says what it asks for', () => {
  expect(rootFields().filter(({ name }) => !requirementOf(name))).toEqual([]);
});

test('[S22] the committed file is read as it is written', () => {
  const read = readMatrix(matrix());
  expect([...read.keys()].sort()).toEqual(
    rootFields()
      .map(({ name }) => name)
      .sort(),
  );
  expect(read.get('createRole')).toEqual(new Set(['PLATFORM OWNER', 'RESELLER OWNER', 'COMPANY OWNER']));
  expect(read.get('signIn')?.size).toBe(17);
});
