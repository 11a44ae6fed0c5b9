import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Messages, Resources, Types } from 'scimmy';
import type { Wanted } from '../connector-kind.ts';
import { type ScimCredentials, type ScimSettings, scimSettings } from '../scim/settings.ts';
import type { RemoteSide } from './connector-contract.ts';

const BASE = '/scim/v2';
const TOKEN = 'right-token-of-this-test';
const RETRY_AFTER_MS = 7_000;

/** In what an application departs from the standard, as those that take accounts from Entra and Okta do. */
export interface Habits {
  /** Says whether somebody is in use as text, and takes nothing else. */
  activeAsText?: true;
  /** Says that it takes no PATCH; or does not say so, and takes none. */
  noPatch?: 'said' | 'found';
  /** Takes no path with a filter: members are taken out by their value. */
  noFilteredPaths?: true;
  /** Filters that it refuses, or takes no notice of. */
  filters?: 'refused' | 'ignored' | 'userName only';
  /** Changes nothing without knowing which version it is about. */
  versions?: true;
  noTotal?: true;
  /** No more than these on a page, whatever is asked for. */
  page?: number;
  /** Attributes that are dropped without a word. */
  drops?: readonly string[];
  /** Says what it is made of. */
  schemas?: true;
  /** Says at an account what groups it is in. */
  saysGroups?: true;
  noAbilities?: true;
  /** Its accounts are deleted for the look of it only: their names stay in use. */
  keepsNames?: true;
}

interface Kept extends Record<string, unknown> {
  id: string;
  version: number;
  created: string;
}
type User = Kept & {
  userName: string;
  externalId?: string;
  active?: boolean | string;
  emails?: { value: string; type?: string; primary?: boolean }[];
  entitlements?: { value: string; type?: string }[];
};
type Group = Kept & { displayName: string; members?: { value: string }[] };

/** What one application holds; the library’s resources are given it with each request. */
class Store {
  readonly habits: Habits;
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly deletedNames = new Set<string>();
  readonly asked: string[] = [];
  readonly bodies: string[] = [];
  crowded = false;
  readOnly = false;
  /** What it answers whatever it is asked. */
  status: number | undefined;
  says: string | undefined;
  /** Happens before the next change is taken. */
  meanwhile: (() => void) | undefined;

  constructor(habits: Habits) {
    this.habits = habits;
  }

  of({ person }: Wanted): User {
    const found = [...this.users.values()].find(
      (user) => user.userName.toLowerCase() === person?.address?.toLowerCase(),
    );
    if (!found) throw new Error(`Nobody is called ${person?.address}.`);
    return found;
  }

  membersOf(name: string): string[] {
    const group = [...this.groups.values()].find(({ displayName }) => displayName === name);
    return (group?.members ?? []).map(({ value }) => value);
  }
}

const plain = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value));
const gone = (id: unknown) => new Types.Error(404, null as never, `Resource ${id} not found`);

/** What the library is given to put on the way: as it is kept, with when and in which version. */
const shown = <T extends Kept>({ version, created, ...rest }: T, { habits }: Store): object => ({
  ...rest,
  meta: { created, lastModified: created, ...(habits.versions && { version: `W/"${version}"` }) },
});

function keep<T extends Kept>(into: Map<string, T>, id: string | undefined, given: object): T {
  const before = id === undefined ? undefined : into.get(id);
  if (id !== undefined && !before) throw gone(id);
  const { schemas: _, meta: __, id: ___, ...rest } = plain(given);
  const kept = {
    ...rest,
    id: before?.id ?? randomUUID(),
    version: (before?.version ?? 0) + 1,
    created: before?.created ?? new Date().toISOString(),
  } as T;
  into.set(kept.id, kept);
  return kept;
}

/** What the application keeps of what it is given. */
const asKept = (user: Record<string, unknown>, { habits }: Store): object => {
  const kept = { ...user };
  for (const name of habits.drops ?? []) delete kept[name];
  return kept;
};

interface Handed {
  id?: string;
  filter?: { match(values: object[]): object[] };
}
const matching = (resource: Handed, all: object[]): object[] =>
  resource.filter ? resource.filter.match(all) : all;

Resources.declare(Resources.User as never);
Resources.declare(Resources.Group as never);
(Resources.User as never as Declared<User>)
  .ingress((resource, data, store) => {
    const { users, deletedNames } = store;
    const name = String(data.userName).toLowerCase();
    const other = [...users.values()].find((user) => user.userName.toLowerCase() === name);
    if ((other && other.id !== resource.id) || (!resource.id && deletedNames.has(name))) {
      throw new Types.Error(409, 'uniqueness', 'userName is taken.');
    }
    return shown(keep(users, resource.id, asKept(plain(data), store)), store);
  })
  .egress((resource, store) => {
    const groupsOf = (user: User) => ({
      ...shown(user, store),
      ...(store.habits.saysGroups && {
        groups: [...store.groups.values()]
          .filter(({ members }) => members?.some(({ value }) => value === user.id))
          .map(({ id, displayName }) => ({ value: id, display: displayName })),
      }),
    });
    if (!resource.id) return matching(resource, [...store.users.values()].map(groupsOf));
    const user = store.users.get(resource.id);
    if (!user) throw gone(resource.id);
    return groupsOf(user);
  })
  .degress((resource, { users, groups, habits, deletedNames }) => {
    const user = users.get(resource.id ?? '');
    if (!user) throw gone(resource.id);
    users.delete(user.id);
    if (habits.keepsNames) deletedNames.add(user.userName.toLowerCase());
    for (const group of groups.values()) {
      group.members = (group.members ?? []).filter(({ value }) => value !== user.id);
    }
  });
(Resources.Group as never as Declared<Group>)
  .ingress((resource, data, store) => shown(keep(store.groups, resource.id, data), store))
  .egress((resource, store) => {
    if (!resource.id)
      return matching(
        resource,
        [...store.groups.values()].map((one) => shown(one, store)),
      );
    const group = store.groups.get(resource.id);
    if (!group) throw gone(resource.id);
    return shown(group, store);
  })
  .degress((resource, { groups }) => {
    if (!groups.delete(resource.id ?? '')) throw gone(resource.id);
  });

/** What the library’s resources are told of, as far as they are used here. */
interface Declared<T extends Kept> {
  ingress(handler: (resource: Handed, data: T, store: Store) => object): this;
  egress(handler: (resource: Handed, store: Store) => object): this;
  degress(handler: (resource: Handed, store: Store) => void): this;
}
interface Resource {
  read(store: Store): Promise<object>;
  write(body: object, store: Store): Promise<object>;
  patch(body: object, store: Store): Promise<object | undefined>;
  dispose(store: Store): Promise<void>;
}
type ResourceClass = new (id?: string | object, query?: object) => Resource;

const PLACES: Readonly<Record<string, ResourceClass>> = {
  Users: Resources.User as never,
  Groups: Resources.Group as never,
  Schemas: Resources.Schema as never,
};

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
const refused = (status: number, scimType: string | null, detail: string) =>
  new Types.Error(status, scimType as never, detail);

/** As the application would say it: texts instead of yes and no, for instance. */
function inItsWords(body: unknown, { habits }: Store): unknown {
  const told = plain(body as object);
  const of = (one: Record<string, unknown>): Record<string, unknown> => ({
    ...one,
    ...(habits.activeAsText && 'active' in one && { active: one.active ? 'True' : 'False' }),
  });
  if (!Array.isArray(told.Resources)) return of(told);
  const { totalResults, ...rest } = told;
  return {
    ...rest,
    ...(!habits.noTotal && { totalResults }),
    Resources: (told.Resources as Record<string, unknown>[]).map(of),
  };
}

/** Texts where the application wants texts; the library is given what it wants. */
function understood(body: Record<string, unknown>, { habits }: Store): Record<string, unknown> {
  if (!habits.activeAsText) return body;
  const wants = (value: unknown): unknown => {
    if (value !== 'True' && value !== 'False')
      throw refused(400, 'invalidValue', 'active must be "True" or "False".');
    return value === 'True';
  };
  const operations = body.Operations as { path?: string; value?: unknown }[] | undefined;
  return {
    ...body,
    ...('active' in body && { active: wants(body.active) }),
    ...(operations && {
      Operations: operations.map((one) =>
        one.path === 'active' ? { ...one, value: wants(one.value) } : one,
      ),
    }),
  };
}

async function answerTo(request: IncomingMessage, body: string, store: Store): Promise<Answer> {
  const { habits } = store;
  const url = new URL(request.url ?? '', 'http://application');
  const method = request.method ?? '';
  store.asked.push(`${method} ${url.pathname.slice(BASE.length)}${decodeURIComponent(url.search)}`);
  store.bodies.push(body);
  if (request.headers.authorization !== `Bearer ${TOKEN}`) throw { status: 401, detail: 'Who is that?' };
  if (store.status !== undefined) throw { status: store.status, detail: 'So it is.' };
  if (store.says !== undefined) return { status: 200, body: JSON.parse(store.says) };
  if (store.crowded) return { status: 429, headers: { 'retry-after': String(RETRY_AFTER_MS / 1_000) } };
  if (store.readOnly && method !== 'GET') throw refused(403, null, 'Read only.');
  const [place = '', id] = url.pathname
    .slice(BASE.length + 1)
    .split('/')
    .map(decodeURIComponent);
  if (place === 'ServiceProviderConfig' && !habits.noAbilities) {
    return { status: 200, body: { patch: { supported: habits.noPatch !== 'said' } } };
  }
  const Found = place === 'Schemas' && !habits.schemas ? undefined : PLACES[place];
  if (!Found) throw refused(404, null, 'No such endpoint.');
  if (method === 'GET' && place === 'Schemas') {
    const said = plain(await new Found(id).read(store)) as { attributes: { name: string }[] };
    return {
      status: 200,
      body: { ...said, attributes: said.attributes.filter(({ name }) => !habits.drops?.includes(name)) },
    };
  }
  if (method === 'GET')
    return {
      status: 200,
      body: inItsWords(await look(new URLSearchParams(url.search), Found, id, store), store),
    };
  store.meanwhile?.();
  store.meanwhile = undefined;
  if (id !== undefined) assertVersion(request, place, id, store);
  if (method === 'DELETE') {
    await new Found(id).dispose(store);
    return { status: 204 };
  }
  const given = understood(JSON.parse(body), store);
  if (method === 'PATCH') {
    if (habits.noPatch) throw { status: 405, detail: 'PATCH is not taken.' };
    if (habits.noFilteredPaths) withoutFilters(given);
    const after = await new Found(id).patch(given, store);
    return after ? { status: 200, body: inItsWords(after, store) } : { status: 204 };
  }
  if (method !== 'POST' && method !== 'PUT') throw { status: 405, detail: `${method} is not taken.` };
  const after = await new Found(id).write(given, store);
  return { status: method === 'POST' ? 201 : 200, body: inItsWords(after, store) };
}

async function look(
  query: URLSearchParams,
  Found: ResourceClass,
  id: string | undefined,
  store: Store,
): Promise<object> {
  const { habits } = store;
  if (id !== undefined) return new Found(id).read(store);
  const filter = query.get('filter');
  const refuses =
    habits.filters === 'refused' || (habits.filters === 'userName only' && !filter?.startsWith('userName'));
  if (filter && refuses) throw refused(400, 'invalidFilter', 'No such filter.');
  const all = (await new Found({
    ...(filter && habits.filters !== 'ignored' && { filter }),
    ...(query.has('excludedAttributes') && { excludedAttributes: query.get('excludedAttributes') }),
    startIndex: Number(query.get('startIndex')),
    count: Math.min(Number(query.get('count')), habits.page ?? 100),
  }).read(store)) as InstanceType<typeof Messages.ListResponse>;
  return all;
}

function assertVersion(
  request: IncomingMessage,
  place: string,
  id: string,
  { habits, users, groups }: Store,
): void {
  if (!habits.versions || (request.method === 'PATCH' && place === 'Groups')) return;
  const kept: Kept | undefined = place === 'Users' ? users.get(id) : groups.get(id);
  if (!kept) return;
  if (request.headers['if-match'] === undefined) throw { status: 428, detail: 'Of which version?' };
  if (request.headers['if-match'] !== `W/"${kept.version}"`)
    throw refused(412, null, 'It is another version by now.');
}

/** Members that are taken out by value are taken out; a path with a filter is none. */
function withoutFilters(message: Record<string, unknown>): void {
  message.Operations = (message.Operations as { op: string; path?: string; value?: unknown }[]).map((one) => {
    if (one.path?.includes('[')) throw refused(400, 'invalidPath', 'A path has no brackets.');
    if (one.op !== 'remove' || one.path !== 'members') return one;
    const [{ value } = { value: '' }] = one.value as { value: string }[];
    return { op: 'remove', path: `members[value eq "${value}"]` };
  });
}

export interface ScimServer extends RemoteSide<ScimSettings, ScimCredentials> {
  readonly store: Store;
}

/** An application on loopback that takes accounts by SCIM: the library `scimmy` behind a server of ours, with these habits. */
export async function startScim(
  habits: Habits = {},
  settings: Partial<ScimSettings> = {},
): Promise<ScimServer> {
  const store = new Store(habits);
  const server = createServer((request, response) => void serve(request, response, store));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const drift = (deed: (user: User) => void) => async (wanted: Wanted) => {
    const user = store.of(wanted);
    deed(user);
    user.version += 1;
  };
  const url = (host: string, at: number): string => `http://${host}:${at}${BASE}`;
  return {
    store,
    host: '127.0.0.1',
    port,
    settingsAt: (host, at) =>
      scimSettings.parse({ url: url(host, at), group: '{product}', otherAddresses: 'EMAILS', ...settings }),
    credentials: { token: TOKEN },
    wrongCredentials: { token: 'hunter2-is-not-it' },
    wrongSecret: 'hunter2-is-not-it',
    async count() {
      return [...store.users.values()].filter(
        ({ active }) => settings.removal !== 'CLOSE' || active !== false,
      ).length;
    },
    drift: {
      account: async (wanted) => {
        store.of(wanted).userName = `else.${wanted.person?.address}`;
      },
      name: drift((user) => {
        user.displayName = 'Somebody Else';
      }),
      givenName: drift((user) => {
        user.name = { ...(user.name as object), givenName: 'Else' };
      }),
      familyName: drift((user) => {
        user.name = { ...(user.name as object), familyName: 'Else' };
      }),
      address: drift((user) => {
        user.emails = (user.emails ?? []).map((email) =>
          email.primary ? { ...email, value: 'else@globex.example' } : email,
        );
      }),
      aliases: drift((user) => {
        user.emails = (user.emails ?? []).filter(({ primary }) => primary);
      }),
      active: drift((user) => {
        user.active = false;
      }),
      reference: drift((user) => {
        user.externalId = undefined as never;
      }),
      groups: async (wanted) => {
        const { id } = store.of(wanted);
        for (const group of store.groups.values()) {
          group.members = (group.members ?? []).filter(({ value }) => value !== id);
        }
      },
    },
    async vanish(wanted) {
      store.users.delete(store.of(wanted).id);
    },
    crowd: {
      async begin() {
        store.crowded = true;
      },
      async end() {
        store.crowded = false;
      },
      retryAfterMs: RETRY_AFTER_MS,
    },
    async readOnly(on) {
      store.readOnly = on;
    },
    floods: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\n\r\n'),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, store: Store): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const answer = await answerTo(request, body, store).catch(
    (error: { status?: number; scimType?: string; detail?: string; message?: string }): Answer => ({
      status: Number(error.status ?? 500),
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(error.status ?? 500),
        scimType: error.scimType,
        detail: error.detail ?? error.message ?? String(error),
      },
    }),
  );
  response.writeHead(answer.status, { 'content-type': 'application/scim+json', ...answer.headers });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}
