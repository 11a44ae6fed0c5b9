import type { Shape, Step } from '../connectors/index.ts';

type Value = Shape[string];

/** Stands for the service itself: it is missing, or it is there although it was to be taken away. */
export const PRESENCE = 'presence';
/** Stands for where the service is: its product is set up by another connector by now. */
export const PLACE = 'place';

/** What differs of a service that is still where its product was set up before. */
export const moved = (before: readonly Difference[], now: Date): Difference => ({
  attribute: PLACE,
  desired: 'Where its product is set up now',
  observed: 'Where it was set up before',
  since: before.find(({ attribute }) => attribute === PLACE)?.since ?? now.toISOString(),
});

/** One attribute that is not as it is to be. */
export interface Difference {
  attribute: string;
  /** Null: nothing. */
  desired: Value | null;
  observed: Value | null;
  /** ISO moment at which it was first seen. */
  since: string;
}

/** What makes `observed` into `desired`, by the rules of a kind of connectors. */
type Steps = (desired: Shape | null, observed: Shape | null) => readonly Step[];

/**
 * In what the two differ. What differs is the connector's to say: where it would take no step nothing does, however the two are
 * spelt. What was seen before keeps the moment at which it was first seen.
 */
export function differences(
  { desired, observed }: { desired: Shape | null; observed: Shape | null },
  stepsOf: Steps,
  before: readonly Difference[],
  now: Date,
): Difference[] {
  const steps = stepsOf(desired, observed);
  if (!steps.length) return [];
  const since = (attribute: string): string =>
    before.find((difference) => difference.attribute === attribute)?.since ?? now.toISOString();
  if (!desired || !observed) {
    const [wanted, found] = [desired ? 'present' : 'absent', observed ? 'present' : 'absent'];
    return [{ attribute: PRESENCE, desired: wanted, observed: found, since: since(PRESENCE) }];
  }
  const found = Object.keys(desired).filter((attribute) => !same(desired[attribute], observed[attribute]));
  // A step may be for something that the shapes spell alike.
  const attributes = found.length ? found : steps.flatMap(({ changes }) => Object.keys(changes));
  return [...new Set(attributes)].sort().map((attribute) => ({
    attribute,
    desired: desired[attribute] ?? null,
    observed: observed[attribute] ?? null,
    since: since(attribute),
  }));
}

/** Whether two values are the same; lists are, in any order. */
export function same(a: Value | null | undefined, b: Value | null | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
  }
  return (a ?? null) === (b ?? null);
}

/**
 * What was accepted and still holds: for as long as what is desired is what it was when somebody accepted the difference.
 * An order that changes the attribute has the last word.
 */
export const stillAccepted = (accepted: readonly Difference[], desired: Shape | null): Difference[] =>
  desired
    ? accepted.filter(({ attribute, desired: wanted }) => same(desired[attribute] ?? null, wanted))
    : [];

/** What is to be there once what was accepted is left as it is. */
export function withAccepted(desired: Shape | null, accepted: readonly Difference[]): Shape | null {
  if (!desired) return null;
  const kept: Record<string, Value> = { ...desired };
  for (const { attribute, observed } of stillAccepted(accepted, desired)) {
    if (observed === null) delete kept[attribute];
    else kept[attribute] = observed;
  }
  return kept;
}

/** Whether somebody may say that it stays as it is: a service that is missing, or elsewhere, is not one that differs. */
export const mayBeAccepted = (drift: readonly Difference[]): boolean =>
  drift.every(({ attribute }) => attribute !== PRESENCE && attribute !== PLACE);

/** Whether two shapes say the same. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((attribute) => same(a[attribute], b[attribute]));
