import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { deadPaths } from './docs.ts';
import { filesBelow, root } from './sources.ts';

const exists = (file: string): boolean => existsSync(path.join(root, file));

test('no document names a file that is not there', () => {
  const documents = filesBelow('.', ['.md']);
  expect(documents.flatMap((document) => deadPaths(document, exists))).toEqual([]);
});

test('nothing that was merged is left for somebody to decide', () => {
  const texts = filesBelow('.', [
    '.ts',
    '.tsx',
    '.sql',
    '.css',
    '.md',
    '.json',
    '.yaml',
    '.graphql',
    '.txt',
    '.html',
  ]);
  const torn = texts.filter(({ text }) => /^(?:<{7}|>{7}) /m.test(text));
  expect(torn.map(({ path: file }) => file)).toEqual([]);
});

test.each([
  ['a link', 'See [here](decisions/0009-gone.md).', 1],
  ['a link with a place in it', 'See [here](gone.md#top).', 1],
  ['a path in code marks', 'The scope is `packages/api/src/kernel/gone.ts`.', 1],
  ['a short path in code marks', 'The scope is `kernel/gone.ts`.', 1],
  ['what is there', 'See [here](../package.json#x), `kernel/scope.ts` and `packages/shared/src`.', 0],
  [
    'what is no path',
    'Write `features/<f>/x.ts`, `packages/*/src` or [mail](mailto:x@y.example) or [web](https://x.example/a).',
    0,
  ],
])('%s', (_what, text, dead) => {
  expect(deadPaths({ path: 'docs/page.md', text }, exists)).toHaveLength(dead);
});
