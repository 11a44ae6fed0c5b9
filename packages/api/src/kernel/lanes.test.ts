import { describe, expect, it } from 'vitest';
import { Lanes } from './lanes.ts';

const a = ['lane', 'lane a'];
const b = ['lane', 'lane b'];
const c = ['lane', 'lane c'];

describe('lanes of the worker', () => {
  it('gives one lane three places, and says so', () => {
    const lanes = new Lanes(12);
    for (const flags of [a, a, a]) expect(lanes.enter(flags)).toBeDefined();
    expect(lanes.enter(a)).toBeUndefined();
    expect(lanes.full()).toEqual(['lane a']);
    expect(lanes.enter(b)).toBeDefined();
  });

  it('gives a place back', () => {
    const lanes = new Lanes(12);
    const leave = lanes.enter(a);
    for (const flags of [a, a]) lanes.enter(flags);
    leave?.();
    expect(lanes.full()).toEqual([]);
    expect(lanes.enter(a)).toBeDefined();
  });

  it('gives one tenant a part of the places, whatever lanes its jobs are in', () => {
    const lanes = new Lanes(6);
    for (const flags of [['tenant x'], ['tenant x', ...a], ['tenant x'], ['tenant x']])
      expect(lanes.enter(flags)).toBeDefined();
    expect(lanes.full()).toEqual(['tenant x']);
    expect(lanes.enter(['tenant x', ...b])).toBeUndefined();
    expect(lanes.enter(['tenant y', ...b])).toBeDefined();
  });

  it('always leaves places for jobs that call nobody', () => {
    const lanes = new Lanes(7);
    for (const flags of [a, a, a, b, b]) expect(lanes.enter(flags)).toBeDefined();
    expect(lanes.enter(c)).toBeUndefined();
    expect(lanes.full()).toContain('lane');
    expect(lanes.enter([])).toBeDefined();
  });
});
