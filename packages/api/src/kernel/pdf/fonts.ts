import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

const { resolve } = createRequire(import.meta.url);

/** Font files by face: Inter, with the Latin, Greek, Cyrillic and Vietnamese letters and figures of equal width. */
export const faces = {
  regular: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
};

export type Face = keyof typeof faces;

const replacement = '□';
const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
let known: ReadonlySet<number> | undefined;

/**
 * The text as the fonts can show it. Letters with separate accents are joined, line breaks and other control characters
 * become spaces, and each character outside the fonts (an ideograph, an emoji) becomes one visible box, so that it is
 * seen to be there.
 */
export function printable(text: string): string {
  const joined = text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  if (isKnown(joined)) return joined;
  return Array.from(graphemes.segment(joined), ({ segment }) =>
    isKnown(segment) ? segment : replacement,
  ).join('');
}

function isKnown(text: string): boolean {
  known ??= charactersOf(faces.regular);
  for (const character of text) if (!known.has(character.codePointAt(0) ?? 0)) return false;
  return true;
}

function charactersOf(file: string): ReadonlySet<number> {
  const font = create(readFileSync(file));
  return new Set('characterSet' in font ? font.characterSet : []);
}
