import { dictionary } from '@zxcvbn-ts/language-common';
import { invalid } from '../../../kernel/problem.ts';

const common: ReadonlySet<string> = new Set(dictionary['passwords-common'] as readonly string[]);

/** Throws if a new password is one that guessers try first, or is made of what they know about its owner. [S36] */
export function assertPasswordFit(password: string, known: readonly string[], path = 'password'): void {
  const plain = password.toLowerCase().normalize('NFKC');
  if (common.has(plain))
    throw invalid(path, 'This password is among the first that are guessed. Choose another one.');
  const words = known
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain);
  if (rest.replace(/[^\p{L}\p{N}]/gu, '').length < 4) {
    throw invalid(path, 'Do not make the password of your name, address or company.');
  }
}
