import { clearable, id, line, name, phone } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeInvitations } from './close-invitations.ts';
import { EndUser, EndUserStatus } from './end-user.entity.ts';
import { followEndUser } from './follow-end-user.ts';

/** Corrects a directory entry; what is left out stays as it is. Suspending someone ends their sign-in at once. [U1] [S47] */
export const updateEndUser = verb({
  name: 'updateEndUser',
  permission: 'END_USER_WRITE',
  input: edit(
    'UpdateEndUserInput',
    { id: id() },
    {
      firstName: name().optional(),
      lastName: name().optional(),
      mobile: clearable(phone()),
      phone: clearable(phone()),
      jobTitle: clearable(line(120)),
      department: clearable(line(120)),
      status: oneOf(EndUserStatus).nullish(),
    },
  ),
  async run(scope, { id: endUserId, status, known, ...given }) {
    const endUser = await loadLocked(scope, EndUser, endUserId);
    const changed = assign(endUser, { ...given, status: status ?? undefined }, known);
    if (changed) await followEndUser(scope, endUser);
    if (changed?.status && status === 'SUSPENDED') await closeInvitations(scope, [endUserId]);
    const { resellerId, companyId } = endUser;
    const subject = changed && { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed };
    return { result: endUserId, subject: subject ?? null };
  },
});
