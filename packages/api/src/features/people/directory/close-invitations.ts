import type { Scope } from '../../../kernel/scope.ts';

/** An end user's links that are still open stop working; they can be invited again. [S43] */
export async function closeInvitations(scope: Scope, endUserId: string): Promise<void> {
  await scope.sql('update invitation set used_at = $2 where end_user_id = $1 and used_at is null', [
    endUserId,
    scope.now,
  ]);
}
