import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { SupportGrant } from './support-grant.entity.ts';

/** The grant, locked; NOT_FOUND if it is not there or not visible. */
export async function lockSupportGrant(scope: Scope, grantId: string): Promise<SupportGrant> {
  const [locked] = await scope.sql('select from support_grant where id = $1 for update', [grantId]);
  if (!locked) throw await notLocked(scope, 'support_grant', grantId);
  return scope.load(SupportGrant, grantId);
}
