import { memberOf } from '../../../../kernel/actor.ts';
import { assertFresh } from '../../../../kernel/allowed.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { tellOfFactors } from '../factors/mail-factor-change.ts';

/**
 * Before somebody’s own mobile becomes another one, which is where a temporary password goes: they show their second factor, if it
 * was not shown just now, and are told by mail. An end user who has none is told only; everybody else has to have one. [S48]
 */
export async function guardOwnMobile(scope: Scope): Promise<void> {
  const [factor] = await scope.sql('select from factor where confirmed_at is not null limit 1');
  if (factor || memberOf(scope.actor).level !== 'END_USER') assertFresh(scope.actor, scope.now);
  await tellOfFactors(scope, 'The mobile number to which a temporary password would go is another now.');
}
