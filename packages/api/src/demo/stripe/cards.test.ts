import { describe, expect, it } from 'vitest';
import { tryCard } from './cards.ts';

const now = new Date('2026-03-31T23:59:59Z');
const card = {
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Zoë Ng',
};

describe('a card on the pay page', () => {
  it.each(['4242424242424242', '4242-4242-4242-4242', ' 4242 4242 4242 4242 '])(
    'is approved as %s',
    (cardNumber) => {
      expect(tryCard({ ...card, cardNumber }, now)).toEqual({ kind: 'approved', name: 'Zoë Ng' });
    },
  );

  it('is declined if it is the card that always is', () => {
    expect(tryCard({ ...card, cardNumber: '4000 0000 0000 0002' }, now)).toEqual({
      kind: 'declined',
      message: 'Your card was declined.',
    });
  });

  it('is declined, with advice, if it is not a test card', () => {
    const outcome = tryCard({ ...card, cardNumber: '5555 5555 5555 4444' }, now);
    expect(outcome).toMatchObject({ kind: 'declined', message: expect.stringContaining('test cards only') });
  });

  it.each(['03/26', '03 / 26', '0326', '12/99'])('is good until the end of its month: %s', (cardExpiry) => {
    expect(tryCard({ ...card, cardExpiry }, now).kind).toBe('approved');
  });

  it.each([
    ['cardNumber', '', 'whole card number'],
    ['cardNumber', '4242 4242 4242 4241', 'whole card number'],
    ['cardNumber', '4242', 'whole card number'],
    ['cardNumber', 'four', 'whole card number'],
    ['cardExpiry', '', 'MM / YY'],
    ['cardExpiry', '13/30', 'MM / YY'],
    ['cardExpiry', '1/30', 'MM / YY'],
    ['cardExpiry', '12/2034', 'MM / YY'],
    ['cardExpiry', '02/26', 'has expired'],
    ['cardCvc', '12', 'three digits'],
    ['cardCvc', 'abc', 'three digits'],
    ['billingName', '  ', 'name on the card'],
    ['billingName', 'x'.repeat(101), 'at most 100'],
  ] as const)('is sent back for its %s "%s"', (field, value, reason) => {
    expect(tryCard({ ...card, [field]: value }, now)).toEqual({
      kind: 'invalid',
      errors: { [field]: expect.stringContaining(reason) },
    });
  });

  it('is sent back with everything that is wrong at once', () => {
    const outcome = tryCard({ cardNumber: '', cardExpiry: '01/20', cardCvc: '', billingName: '' }, now);
    expect(outcome.kind === 'invalid' && Object.keys(outcome.errors).sort()).toEqual([
      'billingName',
      'cardCvc',
      'cardExpiry',
      'cardNumber',
    ]);
  });
});
