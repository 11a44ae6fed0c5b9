import type { Level } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { allPermissions, type Permission, permissionsAt } from '../../../kernel/permission.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { notHeld } from '../identity/index.ts';

/** Throws INVALID_INPUT for what there is not at the level, FORBIDDEN for what whoever acts does not hold. [T6] */
export function assertGives(scope: Scope, level: Level, given: readonly Permission[]): void {
  const strange = given.find((word) => !permissionsAt(level).has(word));
  if (strange) throw invalid('permissions', `There is no ${strange} at this level.`);
  const [lacking] = notHeld(memberOf(scope.actor), given);
  if (!lacking) return;
  const message = `Your own role does not allow this, so you cannot give it: ${allPermissions().get(lacking)?.words ?? lacking}.`;
  throw new Problem('FORBIDDEN', message, [{ path: 'permissions', message }]);
}
