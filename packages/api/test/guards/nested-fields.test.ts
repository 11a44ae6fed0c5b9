import { expect, test } from 'vitest';
import { nestedFields, nestedMatrix, pagesOf } from './nested-fields.ts';

test('[S22] who gets which field of an object stands in nested-fields.txt, and somebody has reviewed it', async () => {
  await expect(nestedMatrix()).toMatchFileSnapshot('./nested-fields.txt');
});

test('[S22] every field of every object type below the roots has a line', () => {
  const text = nestedMatrix();
  const paged = text.slice(text.lastIndexOf('\nConnection (')).split(/\s+/).flatMap(pagesOf);
  for (const type of new Set(nestedFields().map((each) => each.type)))
    if (!paged.includes(type)) expect(text).toContain(`\n${type}\n`);
});
