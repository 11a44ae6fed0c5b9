import { clearable, phone } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { guardOwnMobile } from '../identity/index.ts';
import { EndUser } from './end-user.entity.ts';
import { followEndUser } from './follow-end-user.ts';

/**
 * An end user corrects their own numbers; what is left out stays as it is. Whoever has a second factor shows it for another mobile.
 * [U4] [S48]
 */
export const updateOwnProfile = verb({
  name: 'updateOwnProfile',
  description: 'Of end users, their own. Who has a second factor shows it just now to change the mobile.',
  permission: 'PROFILE_WRITE',
  input: edit('UpdateOwnProfileInput', {}, { mobile: clearable(phone()), phone: clearable(phone()) }),
  async run(scope, { known, ...given }) {
    const { endUserId } = memberOf(scope.actor);
    if (!endUserId) throw notFound('end user');
    const endUser = await loadLocked(scope, EndUser, endUserId);
    const changed = assign(endUser, given, known);
    if (changed?.mobile) await guardOwnMobile(scope);
    if (changed) await followEndUser(scope, endUser);
    const { resellerId, companyId } = endUser;
    const subject = changed && { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed };
    return { result: endUserId, subject: subject ?? null };
  },
});
