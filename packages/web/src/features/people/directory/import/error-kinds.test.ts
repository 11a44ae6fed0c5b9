import { expect, test } from 'vitest';
import { errorKinds } from './error-kinds.ts';

const wrong = (column: string, message: string) => ({ errors: [{ column, message }] });

test('[U2] the same mistake in many rows is told once, with how often it comes', () => {
  const rows = [
    wrong('firstName', 'Must be filled in.'),
    wrong('email', 'The same address is in line 3.'),
    wrong('email', 'The same address is in line 41.'),
    { errors: [] },
  ];
  expect(errorKinds(rows)).toEqual([
    { message: 'E-mail: The same address is in another line.', times: 2 },
    { message: 'First name: Must be filled in.', times: 1 },
  ]);
});
