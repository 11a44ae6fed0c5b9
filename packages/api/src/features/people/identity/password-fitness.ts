import { invalid } from '../../../kernel/problem.ts';

/**
 * Throws if a new password is one that guessers try first, or is made of what they know about its owner. [S36]
 *
 * @param known that: their names, address, company, reseller and the platform's operator
 */
export async function assertPasswordFit(
  password: string,
  known: readonly string[],
  path = 'password',
): Promise<void> {
  // Half a megabyte of lists, which most processes need seldom.
  const { passwordFitness } = await import('@steward/shared/password-fitness');
  const { refusal } = passwordFitness(password, known);
  if (refusal) throw invalid(path, refusal);
}
