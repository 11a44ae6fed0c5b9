import { createHash } from 'node:crypto';
import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ConsentText } from './consent-purpose.entity.ts';

/** Adds a version of the words of a purpose. */
export async function publishText(
  scope: Scope,
  given: Pick<ConsentText, 'purposeId' | 'version' | 'text' | 'widens'>,
): Promise<void> {
  const { membershipId } = memberOf(scope.actor);
  await scope.insert(ConsentText, {
    id: newId(),
    ...given,
    hash: createHash('sha256').update(given.text).digest('hex'),
    publishedAt: scope.now,
    publishedBy: membershipId,
  });
}
