import { addDays, daysBetween } from '@steward/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChasedInvoice, KnownRestriction } from './chased-invoice.ts';
import { planRestrictions } from './plan-restrictions.ts';

const DUE = '2026-11-01';
const invoice = (over: Partial<ChasedInvoice> = {}): ChasedInvoice => ({
  id: 'a',
  number: 'NW-000001',
  resellerId: 'r',
  companyId: 'c',
  customerName: 'Globex Ltd',
  dueOn: DUE,
  currency: 'GBP',
  dueMinor: 1800,
  steps: [{ day: 20, tone: 'FINAL', text: null, effect: 'SUSPENSION' }],
  warningDays: 7,
  sentDay: null,
  paused: false,
  restrictions: [],
  ...over,
});
const said = (age: number, over: Partial<KnownRestriction> = {}): KnownRestriction => ({
  kind: 'SUSPENSION',
  on: addDays(DUE, age),
  begun: false,
  lifted: false,
  ...over,
});
const on = (age: number, over: Partial<ChasedInvoice> = {}) => {
  const [one] = planRestrictions(addDays(DUE, age), invoice(over));
  return one && [one.begins ? 'begins' : 'said', daysBetween(DUE, one.on)];
};

test.each([
  ['too early', 12, {}, undefined],
  ['a week before', 13, {}, ['said', 20]],
  ['switched on late: a week from then', 40, {}, ['said', 47]],
  ['said already', 15, { restrictions: [said(20)] }, undefined],
  ['its day', 20, { restrictions: [said(20)] }, ['begins', 20]],
  ['a night was missed', 22, { restrictions: [said(20)] }, ['begins', 20]],
  ['too many were', 24, { restrictions: [said(20)] }, ['said', 31]],
  ['begun already', 30, { restrictions: [said(20, { begun: true })] }, undefined],
  ['lifted by hand', 30, { restrictions: [said(20, { begun: true, lifted: true })] }, undefined],
  ['a reseller’s', 13, { companyId: null }, undefined],
] as const)('[B7] %s: on day %i', (_title, age, over, expected) => {
  expect(on(age, over as Partial<ChasedInvoice>)).toEqual(expected);
});

test('[B7] nothing begins that was not said so many days before, whatever nights are missed', () => {
  const nights = fc.uniqueArray(fc.integer({ min: -5, max: 90 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      nights,
      fc.integer({ min: 7, max: 30 }),
      fc.integer({ min: 31, max: 60 }),
      (ages, warningDays, day) => {
        let known: { on: string; saidOn: string } | undefined;
        for (const age of ages.toSorted((a, b) => a - b)) {
          const [planned] = planRestrictions(
            addDays(DUE, age),
            invoice({
              warningDays,
              steps: [{ day, tone: 'FINAL', text: null, effect: 'SUSPENSION' }],
              restrictions: known ? [said(0, { on: known.on })] : [],
            }),
          );
          if (!planned) continue;
          if (planned.begins) {
            expect(daysBetween(known?.saidOn ?? '', addDays(DUE, age))).toBeGreaterThanOrEqual(warningDays);
            expect(age).toBeGreaterThanOrEqual(day);
            return;
          }
          known = { on: planned.on, saidOn: addDays(DUE, age) };
        }
      },
    ),
  );
});
