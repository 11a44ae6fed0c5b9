import { expect, it } from 'vitest';
import { formatPhone } from './phone.ts';

it.each([
  ['+442079460123', '020 7946 0123'],
  ['+447700900123', '07700 900123'],
  ['+441134960123', '0113 496 0123'],
  ['+441614960123', '0161 496 0123'],
  ['+441632960123', '01632 960123'],
  ['+448081570123', '0808 157 0123'],
  ['+4930123456', '+4930123456'],
  ['extension 12', 'extension 12'],
])('shows %s as %s', (stored, shown) => {
  expect(formatPhone(stored)).toBe(shown);
});
