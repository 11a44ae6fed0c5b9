import { clearable, id, line, name, optional, phone } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeInvitations } from './close-invitations.ts';
import { EndUser, EndUserStatus } from './end-user.entity.ts';
import { followEndUser } from './follow-end-user.ts';

/** Corrects a directory entry; what is left out stays as it is. Suspending someone ends their sign-in at once. [U1] [S47] */
export const updateEndUser = verb({
  name: 'updateEndUser',
  permission: 'END_USER_WRITE',
  input: input('UpdateEndUserInput', {
    id: id(),
    firstName: name().optional(),
    lastName: name().optional(),
    mobile: clearable(phone()),
    phone: clearable(phone()),
    jobTitle: clearable(line(120)),
    department: clearable(line(120)),
    status: optional(oneOf(EndUserStatus)),
  }),
  async run(scope, { id: endUserId, status, ...given }) {
    const endUser = await scope.load(EndUser, endUserId);
    const changed = assign(endUser, { ...given, status: status ?? undefined });
    if (changed) await followEndUser(scope, endUser);
    if (changed?.status && status === 'SUSPENDED') await closeInvitations(scope, endUserId);
    const { resellerId, companyId } = endUser;
    const subject = changed && { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed };
    return { result: endUserId, subject: subject ?? null };
  },
});
