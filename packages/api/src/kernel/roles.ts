import { LEVELS } from '@steward/shared';
import { type Permission, permissionsAt } from './permission.ts';

/**
 * What the roles of one database permit, as far as this process has met them. A version of a role is always the same
 * set, so that what is remembered by the set is remembered for that role, and so for its level.
 */
export class Roles {
  readonly #met = new Map<string, { version: number; permissions: ReadonlySet<Permission> }>();

  /** Undefined: this version has not been met yet, or is outdated. */
  permissionsOf(roleId: string, version: number): ReadonlySet<Permission> | undefined {
    const met = this.#met.get(roleId);
    return met?.version === version ? met.permissions : undefined;
  }

  /** Takes in what the database says of the version that is in force. */
  meet(roleId: string, version: number, permissions: readonly string[]): ReadonlySet<Permission> {
    const met = this.permissionsOf(roleId, version) ?? (new Set(permissions) as ReadonlySet<Permission>);
    this.#met.set(roleId, { version, permissions: met });
    return met;
  }
}

/** SQL that brings the built-in role of each level up to date with what the product says; the owner runs it. */
export function builtInRolesSql(): string {
  const permissions = Object.fromEntries(LEVELS.map((level) => [level, [...permissionsAt(level)].sort()]));
  return `select keep_built_in_roles('${JSON.stringify(permissions)}')`;
}
