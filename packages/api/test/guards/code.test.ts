import { describe, expect, test } from 'vitest';
import { CODE_RULES, codeProblems, verbFileProblems } from './code.ts';
import { codeOf, modules } from './sources.ts';

const sources = modules();

describe.each(CODE_RULES.map((rule) => [rule.says, rule] as const))('%s', (_says, rule) => {
  test('everywhere', () => {
    expect(codeProblems(rule, sources)).toEqual([]);
  });

  test('is noticed when broken', () => {
    expect(codeProblems(rule, [rule.broken])).toEqual([expect.stringContaining(rule.instead)]);
  });
});

test('comments and texts are not code', () => {
  const text = `const a = 'process.env'; // process.env\n/* process.env */ const b = "https://x"; const c = 1;`;
  expect(codeOf(text)).not.toContain('env');
  expect(codeOf(text)).toContain('const c = 1');
});

describe('one file per verb, named for it', () => {
  test('everywhere', () => {
    expect(verbFileProblems(sources)).toEqual([]);
  });

  test.each([
    [
      'another file',
      'add-user.ts',
      "export const addEndUser = verb({\n  name: 'addEndUser',",
      'add-end-user.ts',
    ],
    ['another word', 'add-end-user.ts', "export const add = verb({ name: 'addEndUser',", 'one word'],
    ['no name to be found', 'add-end-user.ts', 'export const addEndUser = verb({ ...base })', 'declare'],
  ])('noticed: %s', (_what, file, text, says) => {
    expect(verbFileProblems([{ path: `packages/api/src/features/people/directory/${file}`, text }])).toEqual([
      expect.stringContaining(says),
    ]);
  });
});
