import { id } from '@steward/shared';
import { z } from 'zod';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Outcome } from '../../../kernel/verb.ts';
import { type Last, lastOf, ownSubject, purposeNow, shownOnScreen, writeEntry } from './write-entry.ts';

/** What is answered, and the version of the words that were read. */
export const answerShape = {
  purposeId: id(),
  version: z.number().int().min(1).max(100_000),
};

/**
 * Says yes or no for oneself to the words that were shown; CONFLICT if there are newer ones by now. The same answer to the same
 * words is put down once: it stands already.
 */
export async function answer(
  scope: Scope,
  { purposeId, version }: { purposeId: string; version: number },
  deed: 'GIVEN' | 'REFUSED',
): Promise<Outcome<string>> {
  const purpose = await purposeNow(scope, purposeId);
  if (purpose.retired) throw conflict('Nobody is asked this any more.', 'purposeId');
  if (!purpose.asked) throw notFound('purpose');
  if (purpose.version !== version)
    throw conflict('The words have changed meanwhile: read them, then answer.', 'version');
  const subject = ownSubject(scope);
  if (isSame(await lastOf(scope, subject, purposeId), deed, version))
    return { result: purposeId, subject: null };
  const written = await writeEntry(scope, subject, purpose, {
    deed,
    at: scope.now,
    via: 'CONSOLE',
    version,
    textHash: purpose.hash,
    evidence: shownOnScreen(scope, purpose),
  });
  return { ...written, result: purposeId };
}

const isSame = (last: Last | undefined, deed: string, version: number): boolean =>
  last?.deed === deed && last.version === version;
