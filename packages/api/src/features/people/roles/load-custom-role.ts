import { loadLocked } from '../../../kernel/assign.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Role } from '../identity/index.ts';

/** A role that somebody has made, locked; CONFLICT for a built-in one, NOT_FOUND for one of a grant. */
export async function loadCustomRole(scope: Scope, roleId: string): Promise<Role> {
  const { kind, name } = await scope.load(Role, roleId);
  if (kind === 'GRANT') throw notFound('role');
  if (kind !== 'CUSTOM')
    throw conflict(`${name} is built in and stays as it is: make a role of your own.`, 'roleId');
  return loadLocked(scope, Role, roleId);
}
