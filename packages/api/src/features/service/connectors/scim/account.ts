import type { Shape, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { groupOf } from './plan.ts';
import { isTrue, type Operation, SCHEMA, type User, type Value } from './resource.ts';
import type { ScimSettings } from './settings.ts';

/** What marks an entitlement as a note of ours. */
const OURS = 'steward';

/** For which subscription an account is there, and in which group for that (empty: none). */
export interface Note {
  readonly subscriptionId: string;
  readonly group: string;
}

const lower = (text: string | null | undefined): string => (text ?? '').toLowerCase();

/** By what an account is found again, whatever else of it changes. */
export const externalIdOf = ({ person, subscriptionId }: Wanted, { notes }: ScimSettings): string =>
  notes === 'ENTITLEMENTS' ? (person?.id ?? '') : subscriptionId;

/** The subscriptions that an account is noted to be for. */
export const notesOf = ({ entitlements }: User): Note[] =>
  (entitlements ?? []).flatMap(({ type, value, display }) =>
    lower(type) === OURS && value ? [{ subscriptionId: value, group: display ?? '' }] : [],
  );

export const isNoted = (user: User, { subscriptionId }: Wanted): boolean =>
  notesOf(user).some((note) => note.subscriptionId === subscriptionId);

/** The same account without the note of a subscription, or with another one. */
export function withNote(user: User, wanted: Wanted, settings: ScimSettings, there = true): User {
  const others = (user.entitlements ?? []).filter(
    ({ type, value }) => lower(type) !== OURS || value !== wanted.subscriptionId,
  );
  const own = { value: wanted.subscriptionId, type: OURS, display: groupOf(wanted, settings) ?? '' };
  return { ...user, entitlements: there ? [...others, own] : others };
}

const isMain = ({ primary, type }: Value): boolean => isTrue(primary) || (primary == null && type === 'work');

/** The main address: the one that says so, or else the one of work, or the only one. */
function mainOf(emails: readonly Value[]): Value | undefined {
  return emails.find(({ primary }) => isTrue(primary)) ?? emails.find(isMain) ?? emails[0];
}

/** What an account is, in the words of a shape. */
export function shapeOf(user: User, settings: ScimSettings, groups: readonly string[]): Shape {
  const emails = user.emails ?? [];
  const main = mainOf(emails);
  const others = emails.filter((email) => email !== main).map(({ value }) => lower(value));
  return {
    account: lower(user.userName),
    name: user.displayName ?? user.name?.formatted ?? '',
    givenName: user.name?.givenName ?? '',
    familyName: user.name?.familyName ?? '',
    address: lower(main?.value),
    ...(settings.otherAddresses === 'EMAILS' && { aliases: inOrder(others.filter(Boolean)) }),
    // Who does not say is in use: it is what the standard lets be left out.
    active: user.active == null || isTrue(user.active),
    ...(settings.group && { groups: inOrder(groups) }),
  };
}

/** The account as it is to be; what no change is about stays what it is. */
export function changedTo(user: User, changes: Shape, { activeAs }: ScimSettings): User {
  const { account, name, givenName, familyName, address, aliases, active } = changes;
  const names = {
    ...(name !== undefined && { formatted: String(name) }),
    ...(givenName !== undefined && { givenName: String(givenName) }),
    ...(familyName !== undefined && { familyName: String(familyName) }),
  };
  const asText = activeAs === 'TEXT' || typeof user.active === 'string';
  return {
    ...user,
    ...(account !== undefined && { userName: String(account) }),
    ...(name !== undefined && { displayName: String(name) }),
    ...(Object.keys(names).length > 0 && { name: { ...user.name, ...names } }),
    ...((address !== undefined || aliases !== undefined) && { emails: emailsOf(user, address, aliases) }),
    ...(active !== undefined && { active: asText ? (active ? 'True' : 'False') : active === true }),
  };
}

function emailsOf({ emails }: User, address: Shape[string] | undefined, aliases: Shape[string] | undefined) {
  const there = emails ?? [];
  const main = mainOf(there);
  const value = address === undefined ? main?.value : String(address);
  const kept = there.filter((email) => email !== main && lower(email.value) !== lower(value));
  return [
    ...(value ? [{ ...main, value, type: main?.type ?? 'work', primary: true }] : []),
    ...(aliases === undefined ? kept : texts(aliases).map((alias) => ({ value: alias, type: 'other' }))),
  ];
}

const PATHS: readonly (keyof User)[] = [
  'userName',
  'externalId',
  'displayName',
  'active',
  'emails',
  'entitlements',
];
const OF_NAME = ['formatted', 'givenName', 'familyName'] as const;

/** What a PATCH has to say so that one account becomes the other. */
export function operations(from: User, to: User): Operation[] {
  const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  const of = (path: string, value: unknown): Operation =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)
      ? { op: 'remove', path }
      : { op: 'replace', path, value };
  return [
    ...PATHS.filter((path) => differs(from[path], to[path])).map((path) => of(path, to[path])),
    ...OF_NAME.filter((part) => differs(from.name?.[part], to.name?.[part])).map((part) =>
      of(`name.${part}`, to.name?.[part]),
    ),
  ];
}

/** What is sent of an account as a whole: all but what only the application writes. */
export function asSent({ id: _, meta: __, groups: ___, ...rest }: User): Record<string, unknown> {
  return { schemas: [SCHEMA.USER], ...rest };
}
