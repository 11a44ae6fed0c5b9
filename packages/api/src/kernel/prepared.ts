import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * Statements are prepared by name, once per connection. Callers write queries, so there is no end of statements; each one
 * prepared takes memory of the server as long as its connection lives.
 */
const MOST_PREPARED = 1_000;
const preparedOn = new WeakMap<pg.ClientBase, Set<string>>();
const names = new Map<string, string>();

/** A plan made under one role's policies is useless under another's, so the role is part of the statement's name. */
export function statementName(role: string, text: string): string {
  const key = `${role}\n${text}`;
  let name = names.get(key);
  if (!name) {
    name = createHash('sha1').update(key).digest('base64url');
    if (names.size > 2_000) names.clear();
    names.set(key, name);
  }
  return name;
}

/** The names of what was prepared on a connection. */
export function preparedNames(client: pg.ClientBase): Set<string> {
  let there = preparedOn.get(client);
  if (!there) {
    there = new Set();
    preparedOn.set(client, there);
  }
  return there;
}

/** True for a connection that has gathered so many statements that it should be replaced. */
export const isLaden = (client: pg.ClientBase): boolean =>
  (preparedOn.get(client)?.size ?? 0) >= MOST_PREPARED;
