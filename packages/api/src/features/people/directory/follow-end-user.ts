import type { Scope } from '../../../kernel/scope.ts';
import { Membership } from '../identity/index.ts';
import type { EndUser } from './end-user.entity.ts';

/**
 * Brings an end user's membership, if there is one, in line with the directory: name, numbers, and whether it is
 * suspended. An invitation that nobody has taken has no sign-in to suspend.
 */
export async function followEndUser(scope: Scope, endUser: EndUser): Promise<void> {
  const [known] = await scope.sql<{ id: string }>(
    'select id from membership where end_user_id = $1 for update',
    [endUser.id],
  );
  if (!known) return;
  const membership = await scope.load(Membership, known.id);
  const { firstName, lastName, phone, mobile, status } = endUser;
  Object.assign(membership, { firstName, lastName, phone, mobile });
  if (membership.status !== 'INVITED') membership.status = status;
}
