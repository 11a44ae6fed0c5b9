import { localDate } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Changes, Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { invalid, lookingOnly } from '../../../kernel/problem.ts';
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
  { id, keeper, resellerId, companyId, secret, secretUntil }: AuthorityDisclosure,
  changed: Changes | readonly string[],
): Subject {
  const actor = memberOf(scope.actor);
  const hidden = secret && !(secretUntil && secretUntil <= localDate(scope.now));
  const theirs =
    hidden && keeper !== 'COMPANY' ? { resellerId: actor.resellerId } : { resellerId, companyId };
  return { type: 'AuthorityDisclosure', id, ...theirs, changed };
}

interface Secrecy {
  secret: boolean;
  secretUntil?: string | null | undefined;
  mayTellOn?: string | null | undefined;
}

/** Says what does not go together of until when it is a secret and from when the people may be told. */
export function assertSecrecy({ secret, secretUntil, mayTellOn }: Secrecy): void {
  if (!secret && secretUntil) throw invalid('secretUntil', 'Is for what is a secret only.');
  if (!mayTellOn || !secret) return;
  if (!secretUntil)
    throw invalid('secretUntil', 'Say until when it is a secret: until then nobody may be told.');
  if (mayTellOn < secretUntil)
    throw invalid('mayTellOn', 'May not be before the day until which it is a secret.');
}
