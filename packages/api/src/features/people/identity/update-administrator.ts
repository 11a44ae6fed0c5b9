import { clearable, id, name, phone } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMembership } from './lock-membership.ts';

const AdministratorStatus = enumeration('AdministratorStatus', { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' });

/**
 * Corrects the record of an administrator, or suspends them and takes them back: who is suspended is signed out at once.
 * What is left out stays as it is. Nobody suspends themselves, so a tenant always keeps the one who does it. [T2] [S47]
 */
export const updateAdministrator = verb({
  name: 'updateAdministrator',
  permission: 'MEMBERSHIP_WRITE',
  input: edit(
    'UpdateAdministratorInput',
    { membershipId: id() },
    {
      firstName: name().optional(),
      lastName: name().optional(),
      phone: clearable(phone()),
      mobile: clearable(phone()),
      fax: clearable(phone()),
      status: oneOf(AdministratorStatus).optional(),
    },
  ),
  async run(scope, { membershipId, known, ...given }) {
    const membership = await lockMembership(scope, membershipId);
    if (membership.level === 'END_USER')
      throw conflict('This is an end user: change their entry in the directory.', 'membershipId');
    if (given.status && membership.status === 'INVITED')
      throw conflict('This invitation has not been accepted yet: withdraw it instead.', 'status');
    const changed = assign(membership, given, known);
    const oneself = scope.actor.kind === 'member' && scope.actor.membershipId === membershipId;
    if (oneself && changed?.status) throw conflict('You cannot suspend yourself.', 'status');
    const { resellerId, companyId } = membership;
    const subject = changed && { type: 'Membership', id: membershipId, resellerId, companyId, changed };
    return { result: membershipId, subject: subject ?? null };
  },
});
