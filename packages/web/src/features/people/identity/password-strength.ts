import { PASSWORD_LENGTH } from '@steward/shared';
import type { PasswordFitness } from '@steward/shared/password-fitness';
import { useEffect, useState } from 'react';

/** What a form says of a password that is none yet. */
export const TOO_SHORT = `Use at least ${PASSWORD_LENGTH.min} characters.`;

export const isTooShort = (password: string): boolean => [...password].length < PASSWORD_LENGTH.min;

type Judge = typeof import('@steward/shared/password-fitness').passwordFitness;

/**
 * What the server will say of this password, while it is typed; undefined as long as it is too short, or the lists of what is
 * guessed first are on their way: they are asked for with the first character. [S36]
 *
 * @param known names, addresses, company: what a guesser knows
 */
export function usePasswordFitness(password: string, known: readonly string[]): PasswordFitness | undefined {
  const [judge, setJudge] = useState<{ of: Judge }>();
  const begun = password !== '';
  useEffect(() => {
    if (!begun) return;
    let gone = false;
    // Without them the server still says what it takes.
    import('@steward/shared/password-fitness').then(
      ({ passwordFitness }) => gone || setJudge({ of: passwordFitness }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [begun]);
  return isTooShort(password) ? undefined : judge?.of(password, known);
}
