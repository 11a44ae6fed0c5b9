import { describe, expect, test } from 'vitest';
import { collectOn, isGone, retryOn } from './collection-rules.ts';

const failure = (code: string) => ({ code, message: 'Declined.' });

describe('[B7] when is collected', () => {
  test('a card on the day it is due, three days after it was announced', () => {
    expect(collectOn('CARD', '2026-10-15', '2026-10-11')).toBeUndefined();
    expect(collectOn('CARD', '2026-10-15', '2026-10-12')).toBe('2026-10-15');
    expect(collectOn('CARD', '2026-10-15', '2026-10-20')).toBe('2026-10-23');
  });

  test('a bank account three working days after', () => {
    expect(collectOn('DIRECT_DEBIT', '2026-10-20', '2026-10-14')).toBeUndefined();
    expect(collectOn('DIRECT_DEBIT', '2026-10-20', '2026-10-15')).toBe('2026-10-20');
    // Due on a Sunday: the Monday after is the first day that a notice of Wednesday leads to.
    expect(collectOn('DIRECT_DEBIT', '2026-10-18', '2026-10-14')).toBe('2026-10-19');
    expect(collectOn('DIRECT_DEBIT', '2026-12-30', '2026-12-23')).toBe('2026-12-30');
  });

  test('again three, five and seven days after the first time, if the reason may pass', () => {
    const card = { kind: 'CARD', collectOn: '2026-10-15' } as const;
    const poor = failure('insufficient_funds');
    expect(retryOn(poor, { ...card, attempt: 1 }, '2026-10-15')).toBe('2026-10-18');
    expect(retryOn(poor, { ...card, attempt: 2, collectOn: '2026-10-18' }, '2026-10-18')).toBe('2026-10-20');
    expect(retryOn(poor, { ...card, attempt: 3, collectOn: '2026-10-20' }, '2026-10-20')).toBe('2026-10-22');
    expect(retryOn(poor, { ...card, attempt: 4, collectOn: '2026-10-22' }, '2026-10-22')).toBeUndefined();
    // It was found out late.
    expect(retryOn(poor, { ...card, attempt: 1 }, '2026-10-25')).toBe('2026-10-26');
  });

  test('a debit is announced anew: it failed on a Monday, is known on Thursday, and tried on the Tuesday after', () => {
    const debit = { kind: 'DIRECT_DEBIT', attempt: 1, collectOn: '2026-10-12' } as const;
    expect(retryOn(failure('insufficient_funds'), debit, '2026-10-15')).toBe('2026-10-20');
  });

  test.each(['expired_card', 'lost_card', 'authentication_required', 'generic_decline', 'account_closed'])(
    'never again by itself after %s',
    (code) => {
      expect(
        retryOn(failure(code), { kind: 'CARD', attempt: 1, collectOn: '2026-10-15' }, '2026-10-15'),
      ).toBeUndefined();
    },
  );

  test('from what is gone nothing is collected any more', () => {
    expect(['expired_card', 'account_closed'].map((code) => isGone(failure(code)))).toEqual([true, true]);
    expect(['insufficient_funds', 'authentication_required'].map((code) => isGone(failure(code)))).toEqual([
      false,
      false,
    ]);
  });
});
