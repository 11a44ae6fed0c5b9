/** The palette of printed documents; `accent` is the issuer's. */
export const palette = {
  ink: '#1b2130',
  quiet: '#5d6678',
  line: '#dfe3ea',
  panel: '#f5f6f9',
};

/** The issuer's colour for bars and marks, or ink if it has none that can be read as '#rrggbb'. */
export function accentOf(colour: string | null): string {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : palette.ink;
}

/** The colour if text in it is legible on white (contrast of 4.5, WCAG 2.2 AA), else ink. */
export function legible(colour: string): string {
  const contrast = 1.05 / (luminance(colour) + 0.05);
  return contrast >= 4.5 ? colour : palette.ink;
}

/** Relative luminance as WCAG defines it, 0 for black to 1 for white. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
