import type { Scope } from '../../../kernel/scope.ts';

/** Links of end users that are still open stop working; they can be invited again. [S43] */
export async function closeInvitations(scope: Scope, endUserIds: readonly string[]): Promise<void> {
  await scope.sql('update invitation set used_at = $2 where end_user_id = any ($1) and used_at is null', [
    endUserIds,
    scope.now,
  ]);
}
