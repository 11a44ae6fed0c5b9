import { newId } from '@steward/shared';
import type { System } from '../../../kernel/actor.ts';
import type { Scopes } from '../../../kernel/scope.ts';
import { TOKEN_LIFETIME_MS } from './tokens.ts';

/** A generation of signing keys. */
export interface Generation {
  id: string;
  signsFrom: Date;
}

/** What a process knows of generations is asked for again after so long, beside what it does. */
const FRESH_MS = 20_000;
/** After so long it waits for the answer: it would sign by what others do not take any more. */
const STALE_MS = 2 * FRESH_MS;
/** How long a new generation waits until it signs: every process knows of it by then. */
const AHEAD_MS = 3 * FRESH_MS;

const who: System = { kind: 'system', task: 'signing-keys', resellerId: null };

/** The generations there are, oldest first, as far as this process knows by now. */
export function generationsOf(scopes: Scopes): () => Promise<readonly Generation[]> {
  let known: { generations: readonly Generation[]; atMs: number } | undefined;
  let asking: Promise<readonly Generation[]> | undefined;
  const ask = async (atMs: number): Promise<readonly Generation[]> => {
    const generations = await scopes.run(who, { requestId: who.task, readOnly: true }, (scope) =>
      scope.sql<Generation>('select id, signs_from as "signsFrom" from signing_keys()'),
    );
    known = { generations, atMs };
    return generations;
  };
  return async () => {
    const atMs = scopes.clock.now().getTime();
    const ageMs = known ? Math.abs(atMs - known.atMs) : Number.POSITIVE_INFINITY;
    if (known && ageMs < FRESH_MS) return known.generations;
    asking ??= ask(atMs).finally(() => {
      asking = undefined;
    });
    if (!known) return asking;
    const { generations } = known;
    const answer = asking.catch(() => generations);
    return ageMs < STALE_MS ? generations : answer;
  };
}

/**
 * Has access tokens signed by a fresh key, from a minute on; tokens that were signed before are taken until they expire. Gives
 * the moment from which it signs. [S54]
 */
export async function rotateSigningKeys(scopes: Scopes): Promise<Date> {
  return scopes.run(who, { requestId: who.task }, async (scope) => {
    const signsFrom = new Date(scope.now.getTime() + AHEAD_MS);
    const gone = new Date(scope.now.getTime() - TOKEN_LIFETIME_MS);
    await scope.sql('select add_signing_key($1, $2, $3, $4)', [newId(), signsFrom, gone, scope.now]);
    return signsFrom;
  });
}
