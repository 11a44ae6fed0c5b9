import { describe, expect, test } from 'vitest';
import { passwordFitness } from './password-fitness.ts';

const KNOWN = ['Ann', 'Example', 'ann.example@globex.example', 'Globex Ltd', 'Northwind IT', 'Xe2'];

describe('passwordFitness', () => {
  test.each([
    ['of the list of breached ones', 'sunshine1'],
    ['of that list with capitals', 'SunShine1'],
    ['of that list in full-width letters', 'ｓｕｎｓｈｉｎｅ１'],
    ['with letters exchanged for signs', 'P@ssw0rd2026'],
    ['turned around', 'drowssap1'],
    ['with a mark at its end', 'Liverpool1!'],
    ['of one character', 'aaaaaaaaaaaa'],
    ['that goes along the keyboard', 'qwertyuiop[]'],
    ['that counts', '1234567890'],
    ['of a date', '12/05/1987'],
    ['said twice', 'hunter2hunter2'],
  ])('[S36] refuses one %s', (_what, password) => {
    expect(passwordFitness(password, KNOWN)).toEqual({
      score: expect.toSatisfy((score: number) => score <= 1),
      refusal: expect.stringContaining('first that are guessed'),
    });
  });

  test.each([
    ['the product', 'Steward2026'],
    ['the operator', 'xe2steward1'],
    ['the reseller', 'northwind-2026'],
    ['the reseller, disguised', 'N0rthw1nd!!'],
    ['the company', 'GlobexLtd!'],
    ['the person and their company', 'ann@globex'],
    ['the address', 'ann.example1'],
  ])('[S36] refuses one made of %s', (_what, password) => {
    expect(passwordFitness(password, KNOWN).refusal).toContain('name, address or company');
  });

  test.each([
    ['a few words', 'seven green bottles'],
    ['words with one’s own among them', 'globex has seven green bottles'],
    ['small letters of another script', 'пароль из слов'],
    ['eight random characters', 'xk7#qp2m'],
    ['what is drawn', '🦊🌲🦉🍂🪵🐿️🌰🏔️'],
    ['64 times the same', 'x'.repeat(64)],
    ['128 random characters', 'k3v9#Qz!'.repeat(16)],
  ])('[S36] takes %s: no rules of composition', (_what, password) => {
    expect(passwordFitness(password, KNOWN).refusal).toBeUndefined();
  });
});
