import type { Level } from '@steward/shared';
import { registerEnumType } from 'type-graphql';
import type { Area } from './area.ts';

/**
 * One word for what somebody may do; which rows it reaches is decided by row security. A word that ends in `_READ` changes
 * nothing.
 */
export interface PermissionDefinition {
  area: Area;
  /** Those whose roles may carry it. */
  levels: readonly Level[];
  /** What it lets somebody do, for whoever composes a role: "See invoices, their lines and payments". */
  words: string;
  /** 'everyone': every role carries it, for it is about oneself; 'owners': of the built-in roles only the owner's does. */
  for?: 'everyone' | 'owners';
}

/** Every permission there is: each feature adds its own by declaration merging, beside their definitions. */
// biome-ignore lint/suspicious/noEmptyInterface: features fill it
export interface Permissions {}
export type Permission = keyof Permissions;

/** The words of a feature's permissions, for `interface Permissions`. */
export type Words<T extends Record<string, PermissionDefinition>> = { [K in keyof T]: true };

const definitions = new Map<Permission, PermissionDefinition>();
const carried = new Map<Level, ReadonlySet<Permission>>();

/** The permissions as GraphQL knows them. The words are the same in the database, whose JSON is passed on unread. */
export const PermissionChoice = {} as Record<Permission, Permission>;
registerEnumType(PermissionChoice, { name: 'Permission' });

/** Takes in the permissions of a feature; `feature()` does. */
export function definePermissions(given: Record<string, PermissionDefinition>): void {
  for (const [word, definition] of Object.entries(given) as [Permission, PermissionDefinition][]) {
    if (definitions.has(word)) throw new Error(`The permission ${String(word)} is defined twice.`);
    definitions.set(word, definition);
    PermissionChoice[word] = word;
  }
  carried.clear();
}

/** Every permission with its area and levels. */
export const allPermissions = (): ReadonlyMap<Permission, PermissionDefinition> => definitions;

/** Every permission that there is at a level: what its owners, and end users, have. */
export function permissionsAt(level: Level): ReadonlySet<Permission> {
  const known = carried.get(level);
  if (known) return known;
  const found = new Set(
    [...definitions].flatMap(([word, { levels }]) => (levels.includes(level) ? [word] : [])),
  );
  carried.set(level, found);
  return found;
}
