import { addDays } from '@steward/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChasedInvoice } from './chased-invoice.ts';
import { bodyOfLetter, subjectOfLetter } from './chasing-letter.ts';
import { nextChasing, planChasing } from './plan-chasing.ts';
import { USUAL_STEPS } from './usual-steps.ts';

const DUE = '2026-11-15';
const invoice = (over: Partial<ChasedInvoice> = {}): ChasedInvoice => ({
  id: 'a',
  number: 'NW-000001',
  resellerId: 'r',
  companyId: 'c',
  customerName: 'Globex Ltd',
  dueOn: DUE,
  currency: 'GBP',
  dueMinor: 1800,
  steps: USUAL_STEPS,
  warningDays: 7,
  sentDay: null,
  paused: false,
  restrictions: [],
  ...over,
});
const dayOf = (age: number, over: Partial<ChasedInvoice> = {}) =>
  planChasing(addDays(DUE, age), [invoice(over)])[0]?.reminders[0]?.step.day;

describe('planChasing', () => {
  test.each([
    [-4, null, undefined],
    [-3, null, -3],
    [-2, -3, undefined],
    [1, -3, 1],
    [7, 1, 7],
    [14, 7, 14],
    [15, 14, undefined],
    // Days that were missed, or came before it was switched on, are made up for by one letter.
    [60, null, 14],
    [10, -3, 7],
  ])('[B7] %i days from its day, after step %o: step %o', (age, sentDay, expected) => {
    expect(dayOf(age, { sentDay })).toBe(expected);
  });

  test('[B7] one that is paused waits, and goes on with the step of the day then', () => {
    expect(dayOf(7, { sentDay: 1, paused: true })).toBeUndefined();
    expect(dayOf(9, { sentDay: 1 })).toBe(7);
  });

  test('[B7] one letter for a customer, whatever is due of how many invoices', () => {
    const on = addDays(DUE, 14);
    const letters = planChasing(on, [
      invoice({ id: 'b', number: 'NW-000002', dueOn: addDays(DUE, 17) }),
      invoice(),
      invoice({ id: 'd', companyId: null, customerName: 'Contoso' }),
    ]);
    expect(
      letters.map(({ customerName, reminders }) => [customerName, reminders.map((one) => one.invoice.id)]),
    ).toEqual([
      ['Globex Ltd', ['a', 'b']],
      ['Contoso', ['d']],
    ]);
    const [letter] = letters;
    if (!letter) throw new Error('There is no letter.');
    expect(subjectOfLetter(on, letter)).toBe('Last reminder: 2 invoices are overdue');
    const body = bodyOfLetter(on, letter, {
      firstName: 'Grace',
      issuer: 'Northwind IT',
      services: [],
      payUrlOf: (id) => `/pay#${id}`,
      console: '/invoices',
    });
    expect(body).toContain(
      'Invoice NW-000001: £18.00, was due on 15 November 2026\nSee and pay it without signing in: /pay#a',
    );
    expect(body).toContain(
      'Invoice NW-000002: £18.00, is due on 2 December 2026\nSee and pay it without signing in: /pay#b',
    );
    expect(body.endsWith('Northwind IT')).toBe(true);
  });

  test('[B7] sends each step of an invoice at most once, in order, however days are missed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -10, max: 40 }), { maxLength: 30 }), (ages) => {
        const sent: number[] = [];
        for (const age of ages.toSorted((a, b) => a - b)) {
          const day = dayOf(age, { sentDay: sent.at(-1) ?? null });
          if (day !== undefined) sent.push(day);
        }
        expect(sent).toEqual([...new Set(sent)].sort((a, b) => a - b));
      }),
    );
  });

  test('[B7] the next reminders are today’s until they have gone', () => {
    expect(nextChasing(new Date('2026-11-30T06:19:00Z'), '2026-11-30')).toBe('2026-11-30');
    expect(nextChasing(new Date('2026-11-30T06:20:00Z'), '2026-11-30')).toBe('2026-12-01');
  });
});
