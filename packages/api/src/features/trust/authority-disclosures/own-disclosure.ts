import { localDate } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Changes, Subject } from '../../../kernel/audit.ts';
import { lookingOnly } from '../../../kernel/problem.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { AuthorityDisclosure } from './authority-disclosure.entity.ts';

/** A request that one's own tenant was asked, locked; NOT_FOUND if it is not there or a secret of somebody else's. */
export async function ownDisclosure(scope: Scope, id: string): Promise<AuthorityDisclosure> {
  const [locked] = await scope.sql('select from authority_disclosure where id = $1 for update', [id]);
  if (!locked) throw await notLocked(scope, 'authority_disclosure', id, 'request of an authority');
  const disclosure = await scope.load(AuthorityDisclosure, id);
  if (disclosure.keeper !== memberOf(scope.actor).level) throw lookingOnly();
  return disclosure;
}

/** What the audit log says of it: in the tenancy of whoever keeps it, while others may not know. */
export function subjectOf(
  scope: Scope,
  { id, keeper, resellerId, companyId, secretUntil }: AuthorityDisclosure,
  changed: Changes,
): Subject {
  const actor = memberOf(scope.actor);
  const secret = secretUntil !== null && secretUntil !== undefined && secretUntil > localDate(scope.now);
  const theirs = secret && keeper !== 'COMPANY' ? { resellerId: actor.resellerId } : { resellerId, companyId };
  return { type: 'AuthorityDisclosure', id, ...theirs, changed };
}
