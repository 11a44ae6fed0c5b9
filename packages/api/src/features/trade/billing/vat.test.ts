import { expect, test } from 'vitest';
import { vatOf } from './vat.ts';

const registered = { vatNumber: 'GB123456782' };

test.each([
  ['at home', registered, { vatNumber: 'GB123456782', vatTreatment: 'STANDARD' }, 2000, 'STANDARD', null],
  [
    'abroad but established here',
    registered,
    { vatNumber: 'IE6388047V', vatTreatment: 'STANDARD' },
    2000,
    'STANDARD',
    null,
  ],
  [
    'registered abroad',
    registered,
    { vatNumber: 'IE6388047V', vatTreatment: 'OUTSIDE_UK' },
    0,
    'REVERSE_CHARGE',
    /^Reverse charge/,
  ],
  [
    'abroad without a number',
    registered,
    { vatNumber: null, vatTreatment: 'OUTSIDE_UK' },
    0,
    'OUT_OF_SCOPE',
    /^Outside the scope/,
  ],
  [
    'of who is not registered',
    { vatNumber: null },
    { vatNumber: null, vatTreatment: 'STANDARD' },
    0,
    'OUT_OF_SCOPE',
    null,
  ],
  [
    'of who is registered elsewhere',
    { vatNumber: 'IE6388047V' },
    { vatNumber: null, vatTreatment: 'STANDARD' },
    0,
    'OUT_OF_SCOPE',
    null,
  ],
] as const)('[B5] VAT of a customer %s', (_who, seller, buyer, rateBp, category, reason) => {
  const vat = vatOf(seller, buyer);
  expect(vat).toMatchObject({ rateBp, category });
  if (reason) expect(vat.reason).toMatch(reason);
  else expect(vat.reason).toBeNull();
});
