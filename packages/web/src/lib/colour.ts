/** Ten shades of one colour, light to dark, as hex; what Mantine calls a colours tuple. */
export type Shades = [string, string, string, string, string, string, string, string, string, string];

/** Used when a reseller has chosen no colour, and before anyone has signed in. */
export const STEWARD_ACCENT = '#0b6b63';

type Triple = [number, number, number];

/** "#0b6b63" → red, green, blue in 0…1; undefined for anything else. */
export function parseHex(hex: string): Triple | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return undefined;
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as Triple;
}

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);

/** WCAG 2 relative luminance, 0…1. */
export function luminance(hex: string): number {
  const [r, g, b] = (parseHex(hex) ?? [0, 0, 0]).map(toLinear) as Triple;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio, 1…21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

// OKLab as published by Björn Ottosson (https://bottosson.github.io/posts/oklab/): equal steps look equal, so one ramp of
// lightness suits every hue.
function toOklch(hex: string): { chroma: number; hue: number } {
  const [r, g, b] = (parseHex(hex) ?? [0, 0, 0]).map(toLinear) as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const aAxis = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bAxis = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { chroma: Math.hypot(aAxis, bAxis), hue: Math.atan2(bAxis, aAxis) };
}

function fromOklch(lightness: number, chroma: number, hue: number): string {
  const aAxis = chroma * Math.cos(hue);
  const bAxis = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * aAxis + 0.2158037573 * bAxis) ** 3;
  const m = (lightness - 0.1055613458 * aAxis - 0.0638541728 * bAxis) ** 3;
  const s = (lightness - 0.0894841775 * aAxis - 1.291485548 * bAxis) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  // Outside what a screen can show: take colourfulness away until it fits.
  if (chroma > 0.001 && linear.some((c) => c < -0.0005 || c > 1.0005))
    return fromOklch(lightness, chroma * 0.94, hue);
  const bytes = linear.map((c) => Math.round(255 * toGamma(Math.min(1, Math.max(0, c)))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const LIGHTNESS = [0.976, 0.95, 0.9, 0.84, 0.77, 0.67, 0.53, 0.47, 0.4, 0.32];
const CHROMA = [0.16, 0.28, 0.48, 0.7, 0.86, 1, 1, 0.96, 0.86, 0.7];
/** Text on a filled button must reach AA; a little above, for rounding. */
const MIN_CONTRAST = 4.6;

/**
 * A reseller's accent colour as ten shades. Whatever the colour is, white text is readable (AA) on shade 6 and darker,
 * shades 6 and darker are readable on white and on shade 0, and shades 4 and lighter are readable on near-black.
 */
export function shadesOf(accent: string): Shades {
  const { chroma, hue } = toOklch(parseHex(accent) ? accent : STEWARD_ACCENT);
  const vivid = Math.min(chroma, 0.21);
  const lightest = fromOklch(LIGHTNESS[0]!, vivid * CHROMA[0]!, hue);
  return LIGHTNESS.map((start, at) => {
    let lightness = start;
    let shade = fromOklch(lightness, vivid * CHROMA[at]!, hue);
    while (at >= 6 && contrast(shade, lightest) < MIN_CONTRAST) {
      lightness -= 0.01;
      shade = fromOklch(lightness, vivid * CHROMA[at]!, hue);
    }
    return shade;
  }) as Shades;
}
