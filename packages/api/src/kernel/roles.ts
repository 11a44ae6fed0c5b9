import { LEVELS, type Level } from '@steward/shared';
import { AREAS, type Area } from './area.ts';
import { allPermissions, type Permission, type PermissionDefinition, permissionsAt } from './permission.ts';

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

/** The built-in roles of staff, resellers and companies. */
export const BUILT_IN = ['OWNER', 'TECHNICIAN', 'FINANCE', 'READ_ONLY'] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** Where a built-in role works, and where it looks; owners work and everyone else looks everywhere. */
const WORK: Record<'TECHNICIAN' | 'FINANCE', { works: readonly Area[]; looks: readonly Area[] }> = {
  TECHNICIAN: { works: ['directory', 'services', 'support', 'records', 'exchange'], looks: [] },
  FINANCE: { works: ['billing'], looks: ['directory', 'services', 'support'] },
};

/** Whether what it permits changes nothing. */
export const onlyReads = (permission: Permission): boolean => permission.endsWith('_READ');

/** What is about oneself, which every role of a level carries. */
export const everyones = (level: Level): Permission[] =>
  [...permissionsAt(level)].filter((word) => allPermissions().get(word)?.for === 'everyone');

/** What a built-in role of a level permits; it follows from areas, and from what only reads. */
export function builtInPermissions(kind: BuiltIn, level: Level): Permission[] {
  const carried = [...permissionsAt(level)].filter((word) => {
    const { area, for: whom } = allPermissions().get(word) as PermissionDefinition;
    if (kind === 'OWNER' || whom === 'everyone') return true;
    if (whom === 'owners') return false;
    if (kind === 'READ_ONLY') return onlyReads(word);
    const { works, looks } = WORK[kind];
    return works.includes(area) || (looks.includes(area) && onlyReads(word));
  });
  return carried.sort();
}

/**
 * The areas that a role of these permissions reaches, and those of them in which it changes rows. What is about oneself
 * counts for nothing: its tables are in no area.
 */
export function reachOf(permissions: readonly Permission[]): { areas: Area[]; manages: Area[] } {
  const said = permissions.flatMap((word) => {
    const { area, for: whom } = allPermissions().get(word) as PermissionDefinition;
    return whom === 'everyone' ? [] : { area, changes: !onlyReads(word) };
  });
  const among = (found: typeof said) => AREAS.filter((area) => found.some((each) => each.area === area));
  return { areas: among(said), manages: among(said.filter(({ changes }) => changes)) };
}

/** SQL that brings the built-in roles up to date with what the product says; the owner runs it. */
export function builtInRolesSql(): string {
  const all = { areas: null, manages: null };
  const roles = LEVELS.flatMap((level): object[] => {
    if (level === 'END_USER') {
      return [{ level, kind: 'END_USER', permissions: [...permissionsAt(level)].sort(), ...all }];
    }
    return BUILT_IN.map((kind) => {
      const permissions = builtInPermissions(kind, level);
      return { level, kind, permissions, ...(kind === 'OWNER' ? all : reachOf(permissions)) };
    });
  });
  return `select keep_built_in_roles('${JSON.stringify(roles)}')`;
}
