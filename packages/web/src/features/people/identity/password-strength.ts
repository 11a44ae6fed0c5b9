import { PASSWORD_LENGTH } from '@steward/shared';

/** What a form says of a password that is none yet. */
export const TOO_SHORT = `Use at least ${PASSWORD_LENGTH.min} characters.`;

export interface Strength {
  /** 0 too short … 4 very good. */
  score: 0 | 1 | 2 | 3 | 4;
  /** What would make it better; empty when nothing needs to. */
  advice: string;
}

/**
 * A rough hint while a password is typed. Length counts most, as NIST SP 800-63B advises; kinds of characters are not
 * demanded. The API decides what it accepts.
 *
 * @param personal words that a guesser would try first: name, e-mail address
 */
export function passwordStrength(password: string, personal: readonly string[] = []): Strength {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min)
    return {
      score: 0,
      advice: `At least ${PASSWORD_LENGTH.min} characters; a few words you can remember are best.`,
    };
  const lower = password.toLowerCase();
  if (personal.some((word) => word.length >= 4 && lower.includes(word.toLowerCase())))
    return { score: 1, advice: 'Leave out your name and address: they are tried first.' };
  const distinct = new Set(password).size;
  if (distinct < 5 || /^(.+?)\1+$/.test(lower) || /password|qwert|12345|letmein/.test(lower))
    return { score: 1, advice: 'Too easy to guess. Try a few unrelated words.' };
  if (length >= 18 && distinct >= 9) return { score: 4, advice: '' };
  if (length >= 14) return { score: 3, advice: '' };
  return { score: 2, advice: 'Good enough; longer is stronger.' };
}
