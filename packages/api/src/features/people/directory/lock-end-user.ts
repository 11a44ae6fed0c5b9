import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Addressee } from './email-allocation.ts';
import type { EndUserStatus } from './end-user.entity.ts';

export interface LockedEndUser extends Addressee {
  userId: string;
  firstName: string;
  lastName: string;
  email: string | null;
  status: EndUserStatus;
}

/** An end user whom no other transaction changes until this one ends; NOT_FOUND if not visible. */
export async function lockEndUser(scope: Scope, endUserId: string): Promise<LockedEndUser> {
  const [endUser] = await scope.sql<LockedEndUser>(
    `select id, reseller_id as "resellerId", company_id as "companyId", user_id as "userId", first_name as "firstName", last_name as "lastName",
       email, status from end_user where id = $1 for update`,
    [endUserId],
  );
  if (!endUser) throw await notLocked(scope, 'end_user', endUserId);
  return endUser;
}
