import { expect, it } from 'vitest';
import { isId, newId, newReference } from './ids.ts';

it('makes UUIDv7 that sort in the order they were made', () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(new Set(ids).size).toBe(1000);
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('knows an id by its form', () => {
  expect(isId(newId())).toBe(true);
  expect(isId('16fd2706-8baf-433b-82eb-8c7fada847da')).toBe(true);
  for (const text of ['', '42', 'not-an-id', `${newId()} `, `${newId()}\n`]) expect(isId(text)).toBe(false);
});

it('makes references that can be read out: no I, L, O or U, and never the same twice', () => {
  const references = Array.from({ length: 2_000 }, () => newReference('S'));
  for (const reference of references) expect(reference).toMatch(/^S-[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(new Set(references).size).toBe(2_000);
});
