import { expect, test } from 'vitest';
import { refusal } from './refusal.ts';

const MIB = 1024 * 1024;

test('[U2] a CSV or XLSX file of up to 16 MiB may be sent', () => {
  expect(refusal({ name: 'users.csv', size: 1 })).toBeUndefined();
  expect(refusal({ name: 'Users.XLSX', size: 16 * MIB })).toBeUndefined();
});

test('[U2] what cannot be right is refused with what to do', () => {
  expect(refusal({ name: 'users.csv', size: 0 })).toBe('The file is empty.');
  expect(refusal({ name: 'users.csv', size: 16.2 * MIB })).toMatch(/^It has 16\.2 MiB.*Split it/);
  expect(refusal({ name: 'Users.XLS', size: MIB })).toMatch(/xlsx/);
});
