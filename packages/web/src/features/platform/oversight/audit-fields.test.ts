import { expect, test } from 'vitest';
import { date } from '../../../lib/format.ts';
import { fieldWords, valueWords } from './audit-fields.ts';

test.each([
  ['retailMinor', '1250', 'Retail price', '12.50'],
  ['endsOn', '2026-11-01', 'Last day', date('2026-10-31')],
  ['status', 'SUSPENDED', 'Status', 'Suspended'],
  ['vatTreatment', 'OUTSIDE_UK', 'VAT treatment', 'Outside the UK, no UK VAT'],
  ['currency', 'EUR', 'Billed in', 'Euros (€)'],
  ['active', 'false', 'On sale', 'No'],
  ['customerCode', 'GLB', 'Customer code', 'GLB'],
  ['endsOn', null, 'Last day', null],
])('[D9] the log says %s %s as %s %s', (field, value, label, said) => {
  expect([fieldWords(field), valueWords(field, value)]).toEqual([label, said]);
});

test('[D9] a thing says its own states, and leaves others to the words of all', () => {
  const say = (field: string, value: string) =>
    field === 'state' && value === 'WAITING' ? 'Waiting for its record' : undefined;
  expect(valueWords('state', 'WAITING', say)).toBe('Waiting for its record');
  expect(valueWords('state', 'DONE', say)).toBe('Done');
  expect(valueWords('state', null, say)).toBeNull();
});
