import { administrator, type Level, newId } from '@steward/shared';
import type { z } from 'zod';
import type { Tenancy } from '../../../kernel/actor.ts';
import { nested } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { invite } from './invite.ts';
import { Membership } from './membership.entity.ts';

export const administratorInput = nested('AdministratorInput', administrator());
export type AdministratorRecord = z.infer<typeof administratorInput>;

/**
 * Appoints an administrator of a tenant: records who it is and sends the invitation. Whether the address has a sign-in
 * already is neither asked nor told. Without a role they own it. Returns the membership's id and the invitation's link. [T2] [S42] [S43]
 *
 * @param more further paragraphs of the invitation
 */
export async function appointAdministrator(
  scope: Scope,
  level: Exclude<Level, 'END_USER'>,
  tenancy: Tenancy,
  record: AdministratorRecord,
  publicUrl: string,
  roleId?: string,
  more: readonly string[] = [],
): Promise<{ membershipId: string; link: string }> {
  const membership = await scope.insert(Membership, {
    id: newId(),
    personId: null,
    level,
    ...tenancy,
    ...record,
    ...(roleId && { roleId }),
    givenBy: scope.actor.kind === 'member' ? scope.actor.membershipId : null,
    status: 'INVITED',
    lastSignInAt: null,
    createdAt: scope.now,
  });
  scope.hint({ kind: 'Membership', id: membership.id, ...tenancy });
  return { membershipId: membership.id, link: await invite(scope, membership, publicUrl, more) };
}
