import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrast, shadesOf } from './colour.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const DARK_SURFACE = '#16181d';

it('[T8] keeps text readable with any accent colour a reseller may choose', () => {
  fc.assert(
    fc.property(anyColour, (accent) => {
      const shades = shadesOf(accent);
      expect(shades).toHaveLength(10);
      for (const shade of shades.slice(6)) {
        expect(contrast(shade, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(shade, shades[0])).toBeGreaterThanOrEqual(4.5);
      }
      for (const shade of shades.slice(0, 5))
        expect(contrast(shade, DARK_SURFACE)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('falls back to the house colour for what is not a colour', () => {
  expect(shadesOf('javascript:alert(1)')).toEqual(shadesOf('#0b6b63'));
});
