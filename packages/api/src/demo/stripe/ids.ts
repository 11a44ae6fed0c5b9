import { randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Length of the random part of each kind of id, as seen in Stripe's. */
const LENGTH = {
  cs_test_a1: 56,
  pi_3: 23,
  evt_1: 23,
  ch_3: 23,
  pm_1: 23,
  req_: 14,
  cus_: 14,
  seti_1: 23,
  mandate_1: 23,
  re_3: 23,
  dp_1: 23,
} as const;

/** An id that looks like Stripe's, for instance `pi_3` and 23 letters and digits. */
export function stripeId(prefix: keyof typeof LENGTH): string {
  let id: string = prefix;
  for (let left = LENGTH[prefix]; left > 0; left -= 1) id += LETTERS[randomInt(LETTERS.length)];
  return id;
}
