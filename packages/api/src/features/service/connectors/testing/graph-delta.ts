import { randomBytes } from 'node:crypto';
import { type Answer, bad, problem } from './graph-answer.ts';
import { type Directory, PAGE, page, selected } from './graph-directory.ts';

type Kind = 'users' | 'groups';
/** What was asked to be tracked: the properties, and of groups which. */
interface Tracked {
  kind: Kind;
  select: readonly string[];
  ids: readonly string[] | null;
}
/** Object → its tracked properties as JSON, and of a group its members. */
type Snapshot = Map<string, { properties: string; members: Set<string> }>;

const SELECTABLE_OF_GROUPS = ['displayName', 'members'];

/** Graph's delta queries over a directory: links that mean nothing to whoever holds them, and hold for a while. */
export function graphDelta(directory: Directory) {
  const { users, deleted, groups } = directory;
  const marks = new Map<string, Tracked & { before: Snapshot }>();
  const rests = new Map<string, { rest: object[]; link: string }>();
  const expired = new Set<string>();
  const state = {
    /** Requests for changes. */
    asked: 0,
    /** How a link that has expired is refused. */
    goneBy: 410 as 400 | 410,
    /** Does not let the application ask. */
    refused: false,
  };

  function snapshot({ kind, select, ids }: Tracked): Snapshot {
    if (kind === 'users') {
      return new Map(
        [...users.values()].map((user) => [
          user.id,
          { properties: JSON.stringify(selected(user, select)), members: new Set<string>() },
        ]),
      );
    }
    return new Map(
      [...groups.values()]
        .filter(({ id }) => !ids || ids.includes(id))
        .map(({ id, displayName, members }) => [
          id,
          { properties: JSON.stringify({ displayName }), members: new Set(members) },
        ]),
    );
  }

  function changesSince(before: Snapshot, now: Snapshot): object[] {
    const gone = [...before.keys()]
      .filter((id) => !now.has(id))
      // What can be restored has only changed its place.
      .map((id) => ({ id, '@removed': { reason: deleted.has(id) ? 'changed' : 'deleted' } }));
    const changed = [...now].flatMap(([id, { properties, members }]) => {
      const was = before.get(id);
      const left = [...(was?.members ?? [])].filter((member) => !members.has(member));
      const joined = [...members].filter((member) => !was?.members.has(member));
      if (was?.properties === properties && !left.length && !joined.length) return [];
      const type = { '@odata.type': '#microsoft.graph.user' };
      const delta = [
        ...joined.map((member) => ({ ...type, id: member })),
        ...left.map((member) => ({ ...type, id: member, '@removed': { reason: 'deleted' } })),
      ];
      // What has no value is not told at all.
      const told = Object.entries(JSON.parse(properties)).filter(([, value]) => value !== null);
      return [{ ...Object.fromEntries(told), id, ...(delta.length && { 'members@delta': delta }) }];
    });
    return [...gone, ...changed];
  }

  const linkTo = (kind: Kind, host: string, name: string, token: string): string =>
    `http://${host}/v1.0/${kind}/delta?${name}=${token}`;

  function noted(tracked: Tracked, now: Snapshot, host: string): string {
    const token = randomBytes(24).toString('base64url');
    marks.set(token, { ...tracked, before: now });
    return linkTo(tracked.kind, host, '$deltatoken', token);
  }

  /** A page of changes with where the next one is, or in the end the link by which to ask again. */
  function paged(kind: Kind, list: object[], link: string, host: string): Answer {
    const rest = list.slice(PAGE);
    if (!rest.length) return page(list, { '@odata.deltaLink': link });
    const token = randomBytes(24).toString('base64url');
    rests.set(token, { rest, link });
    return page(list.slice(0, PAGE), { '@odata.nextLink': linkTo(kind, host, '$skiptoken', token) });
  }

  function answer(kind: Kind, { searchParams: query }: URL, host: string): Answer {
    state.asked += 1;
    if (state.refused)
      throw problem(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    const [mark, skip] = [query.get('$deltatoken'), query.get('$skiptoken')];
    if (mark !== 'latest') {
      if (query.size !== 1) throw bad('A link is asked for as it was given.');
      const known = mark ? marks.get(mark) : undefined;
      const follows = skip ? rests.get(skip) : undefined;
      if (follows) return paged(kind, follows.rest, follows.link, host);
      if (mark && expired.has(mark)) {
        const code = state.goneBy === 410 ? 'resyncRequired' : 'syncStateNotFound';
        throw problem(state.goneBy, code, 'The delta token is expired and data must be synchronized again.');
      }
      if (!known || known.kind !== kind) throw bad('Badly formed token.');
      const now = snapshot(known);
      return paged(kind, changesSince(known.before, now), noted(known, now, host), host);
    }
    const select = query.get('$select')?.split(',') ?? [];
    if (!select.length) throw bad('The stand-in wants $select: only what is needed is asked for.');
    if (kind === 'users') selected({}, select);
    else if (!select.every((name) => SELECTABLE_OF_GROUPS.includes(name)))
      throw bad("Could not find a property on type 'microsoft.graph.group'.");
    const filter = query.get('$filter');
    if (
      filter !== null &&
      (kind === 'users' || !/^id eq '[0-9a-f-]{36}'( or id eq '[0-9a-f-]{36}')*$/.test(filter))
    )
      throw bad('Only id is filtered by.');
    const ids = filter === null ? null : [...filter.matchAll(/'([^']*)'/g)].map(([, id = '']) => id);
    const tracked: Tracked = { kind, select, ids };
    return page([], { '@odata.deltaLink': noted(tracked, snapshot(tracked), host) });
  }

  return {
    state,
    answer,
    /** All links that were given are older than Graph keeps them. */
    expire(): void {
      for (const token of marks.keys()) expired.add(token);
      marks.clear();
      rests.clear();
    },
  };
}
