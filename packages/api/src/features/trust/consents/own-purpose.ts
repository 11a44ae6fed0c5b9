import { memberOf } from '../../../kernel/actor.ts';
import { conflict, lookingOnly } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type PurposeNow, purposeNow } from './write-entry.ts';

/** A purpose of one's own tenant's that people are still asked. Of others one sees the words, and changes nothing. */
export async function ownPurpose(scope: Scope, purposeId: string): Promise<PurposeNow> {
  const purpose = await purposeNow(scope, purposeId);
  if (purpose.controller !== memberOf(scope.actor).level) throw lookingOnly();
  if (purpose.retired) throw conflict('Nobody is asked this any more.', 'purposeId');
  return purpose;
}
