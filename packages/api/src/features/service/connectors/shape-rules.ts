import type { Shape } from './connector-kind.ts';

type Value = Shape[string];

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((value, place) => value === other[place])
    : one === other;

/** The attributes of `desired` that are something else in `observed`, as they are to be. */
export const differences = (desired: Shape, observed: Shape): Shape =>
  Object.fromEntries(Object.entries(desired).filter(([name, value]) => !same(value, observed[name])));

/** Of a shape only these attributes, as far as it has them. */
export const only = (shape: Shape, names: readonly string[]): Shape =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => names.includes(name)));

/** Texts in one order, each once, so that lists compare. */
export const inOrder = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** A list of texts of a shape. */
export const texts = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];
