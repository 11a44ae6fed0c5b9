import type { Scope } from '../../../kernel/scope.ts';

/**
 * Brings an end user's membership, if there is one, in line with the directory: name, numbers, and whether it is
 * suspended. An invitation that nobody has taken has no sign-in to suspend.
 */
export async function followEndUser(scope: Scope, endUserId: string): Promise<void> {
  await scope.sql(
    `update membership m set first_name = u.first_name, last_name = u.last_name, phone = u.phone, mobile = u.mobile,
       status = case m.status when 'INVITED' then m.status else u.status end
     from end_user u where u.id = $1 and m.end_user_id = u.id`,
    [endUserId],
  );
}
