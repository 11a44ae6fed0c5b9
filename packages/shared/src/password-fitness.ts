import { type DictionaryMatch, type Match, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * What a new password is worth, judged alike by server and form. It brings lists of some half a megabyte, so it stands apart:
 * import it when a password is being chosen. [S36]
 */
export interface PasswordFitness {
  /** How hard it is to guess: 0 hardly … 4 very. */
  score: 0 | 1 | 2 | 3 | 4;
  /** Why it is refused and what would be right; undefined if it may be used. */
  refusal?: string;
}

const TOO_COMMON =
  'This password is among the first that are guessed. Choose a longer one, such as a few unrelated words.';
const OF_OWN_WORDS =
  'Do not make the password of your name, address or company. A few unrelated words are better.';

/** What is found in fewer tries is found at a front door that slows guessers down, too. */
const TOO_FEW_GUESSES = 1_000_000;
/** Longer ones stand in no list, and guessing how they are made would cost more than it tells. */
const LONGEST_TAKEN_APART = 24;
/** What is added to a word so that it is another one: up to three characters, or a year or date. */
const LITTLE = /^(?:.{0,3}|\p{N}{4,6})$/u;
/** The product's own. */
const PRODUCT = 'steward';

const common: ReadonlySet<string> = new Set(dictionary['passwords-common'] as readonly string[]);
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, l33tMaxSubstitutions: 16 });

const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * @param known what a guesser knows about its owner: name, e-mail address, company, reseller, operator
 */
export function passwordFitness(password: string, known: readonly string[]): PasswordFitness {
  const plain = plainOf(password);
  const words = wordsOf(known);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain);
  if (rest !== plain && LITTLE.test(rest.replace(/[^\p{L}\p{N}]/gu, '')))
    return { score: 0, refusal: OF_OWN_WORDS };
  if (common.has(plain)) return { score: 0, refusal: TOO_COMMON };
  const { score, guesses, sequence } = estimator.check(plain.slice(0, LONGEST_TAKEN_APART), [...words]);
  if (guesses >= TOO_FEW_GUESSES) return { score };
  if (plain.length > LONGEST_TAKEN_APART) return { score: Math.max(score, 2) as 2 };
  return { score, refusal: sequence.some(isOwnWord) ? OF_OWN_WORDS : TOO_COMMON };
}

const isOwnWord = (match: Match): boolean =>
  match.pattern === 'dictionary' && (match as DictionaryMatch).dictionaryName === 'userInputs';

/** Longest first, so that nothing of a word is left because a part of it went before. */
function wordsOf(known: readonly string[]): string[] {
  const texts = [PRODUCT, ...known].map(plainOf);
  const parts = texts.flatMap((text) => [
    text.replace(/[^\p{L}\p{N}]+/gu, ''),
    ...text.split(/[^\p{L}\p{N}]+/u),
  ]);
  return [...new Set(parts)].filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
}
