import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wanted } from '../connector-kind.ts';
import { Answer, bad, problem } from './graph-answer.ts';
import { graphDelta } from './graph-delta.ts';
import { type GraphUser, graphDirectory, PAGE, page, selected } from './graph-directory.ts';
import { messageRules, repliesOf } from './graph-mail.ts';
import { graphTokens, TENANT } from './graph-tokens.ts';

const namesOf = ({ searchParams }: URL) => searchParams.get('$select')?.split(',');

/** What of Microsoft's sign-in and Graph the connector uses, on this machine: as strict as the published reference, and empty. */
export async function startGraphStandIn() {
  const directory = graphDirectory();
  const { users, deleted, groups, skus, consumed, found } = directory;
  const delta = graphDelta(directory);
  const tokens = graphTokens();
  const state = {
    throttled: null as string | null,
    /** Refuses everything that writes. */
    readOnly: false,
    writes: 0,
    /** All that came, but for signing in. */
    requests: 0,
    /** How often a mailbox that was just made is denied. */
    mailboxLag: 0,
  };
  /** A page of a list, whose next is found by a token that means nothing. */
  function paged(list: readonly object[], url: URL, host: string): Answer {
    const skip = Number(url.searchParams.get('$skiptoken')?.replace('s', '') ?? 0);
    const next = new URL(url.pathname + url.search, `http://${host}`);
    next.searchParams.set('$skiptoken', `s${skip + PAGE}`);
    const more = skip + PAGE < list.length;
    return page(list.slice(skip, skip + PAGE), more ? { '@odata.nextLink': next.toString() } : {});
  }

  function listed(url: URL, request: IncomingMessage): Answer {
    const filter = url.searchParams.get('$filter');
    if (!filter)
      return paged(
        [...users.values()].map((user) => selected(user, namesOf(url))),
        url,
        String(request.headers.host),
      );
    const [, name, text] =
      /^onPremisesExtensionAttributes\/(extensionAttribute\d+) eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
    if (!name || text === undefined) throw bad('Invalid filter clause.');
    if (request.headers.consistencylevel !== 'eventual' || url.searchParams.get('$count') !== 'true') {
      throw problem(
        400,
        'Request_UnsupportedQuery',
        'Unsupported or invalid query filter clause: ConsistencyLevel and $count are missing.',
      );
    }
    const those = [...users.values()].filter(
      (user) => user.onPremisesExtensionAttributes[name] === text.replaceAll("''", "'"),
    );
    return paged(
      those.map((user) => selected(user, namesOf(url))),
      url,
      String(request.headers.host),
    );
  }

  function routed(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    state.requests += 1;
    tokens.check(request);
    if (state.throttled)
      throw problem(429, 'TooManyRequests', 'Too many requests', { 'retry-after': state.throttled });
    const { method = 'GET' } = request;
    if (method !== 'GET') {
      if (state.readOnly)
        throw problem(
          403,
          'Authorization_RequestDenied',
          'Insufficient privileges to complete the operation.',
        );
      state.writes += 1;
      if (body && request.headers['content-type'] !== 'application/json')
        throw problem(415, 'UnsupportedMediaType', 'The content type must be application/json.');
    }
    let given: Record<string, unknown> = {};
    if (body) {
      try {
        given = JSON.parse(body);
      } catch {
        throw bad('Unable to read JSON request payload.');
      }
    }
    const host = String(request.headers.host);
    const [version, kind = '', name = '', more = '', last = '', ref = ''] = url.pathname
      .slice(1)
      .split('/')
      .map(decodeURIComponent);
    if (version !== 'v1.0') throw bad(`Invalid version: ${version}`);
    const route = `${method} ${kind}${name ? '/*' : ''}${more ? `/${more}` : ''}`;
    if (method === 'GET' && name === 'delta' && (kind === 'users' || kind === 'groups'))
      return delta.answer(kind, url, host);
    switch (route) {
      case 'GET organization':
        return paged([{ displayName: 'Globex Ltd' }], url, host);
      case 'GET subscribedSkus':
        return paged(
          skus.map((one) => ({ ...one, consumedUnits: consumed(one.skuId) })),
          url,
          host,
        );
      case 'GET users':
        return listed(url, request);
      case 'POST users':
        return directory.create(given);
      case 'GET users/*':
        return new Answer(200, selected(found(name), namesOf(url)));
      case 'PATCH users/*':
        return directory.change(found(name), given);
      case 'DELETE users/*':
        return directory.remove(found(name));
      case 'POST users/*/assignLicense':
        return directory.assign(found(name), given);
      case 'GET users/*/memberOf': {
        const { id } = found(name);
        const those = [...groups.values()].filter(({ members }) => members.has(id));
        return paged(
          those.map(({ members: _members, ...group }) => ({
            '@odata.type': '#microsoft.graph.group',
            ...group,
          })),
          url,
          host,
        );
      }
      case 'GET users/*/mailboxSettings':
      case 'PATCH users/*/mailboxSettings': {
        const user = found(name);
        if (!user.assignedLicenses.length || (state.mailboxLag > 0 && state.mailboxLag-- > 0)) {
          throw problem(
            404,
            'MailboxNotEnabledForRESTAPI',
            'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
          );
        }
        for (const property of Object.keys(given))
          if (!['timeZone', 'language', 'automaticRepliesSetting'].includes(property))
            throw bad(`Property ${property} is not known.`);
        Object.assign(user.mailbox, given);
        if (given.automaticRepliesSetting)
          user.mailbox.automaticRepliesSetting = repliesOf(given.automaticRepliesSetting as never);
        return new Answer(200, user.mailbox);
      }
      case `${method} users/*/mailFolders`:
        return messageRules(found(name), { method, path: url.pathname, given }, (rules) =>
          paged(rules, url, host),
        );
      case 'GET directory/*/microsoft.graph.user':
        return paged(
          [...deleted.values()].map((user) => selected(user, namesOf(url))),
          url,
          host,
        );
      case `POST directory/*/${more}`:
        if (last !== 'restore') throw bad(`Resource not found for the segment: ${last}`);
        return directory.restore(more);
      case 'GET groups': {
        const [, text] =
          /^displayName eq '((?:[^']|'')*)'$/.exec(url.searchParams.get('$filter') ?? '') ?? [];
        if (text === undefined) throw bad('Invalid filter clause.');
        const those = [...groups.values()].filter(
          ({ displayName }) => displayName.toLowerCase() === text.replaceAll("''", "'").toLowerCase(),
        );
        return paged(
          those.map(({ members: _members, ...group }) => group),
          url,
          host,
        );
      }
      case 'POST groups/*/members':
      case 'DELETE groups/*/members': {
        const group = groups.get(name);
        if (!group) throw problem(404, 'Request_ResourceNotFound', `Resource '${name}' does not exist.`);
        if (method === 'DELETE') {
          if (ref !== '$ref') throw bad('A reference is removed, not what it is to.');
          if (!group.members.delete(last))
            throw problem(404, 'Request_ResourceNotFound', `Resource '${last}' does not exist.`);
          return new Answer(204);
        }
        const id = /\/v1\.0\/directoryObjects\/([0-9a-f-]{36})$/.exec(String(given['@odata.id']))?.[1];
        if (last !== '$ref' || !id || !users.has(id)) throw bad('Invalid object identifier.');
        if (group.groupTypes.includes('DynamicMembership'))
          throw bad('Members of a dynamic group cannot be changed.');
        if (group.members.has(id))
          throw bad(
            "One or more added object references already exist for the following modified properties: 'members'.",
          );
        group.members.add(id);
        return new Answer(204);
      }
      default:
        throw bad(`Resource not found for the segment: ${route}`);
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      request.setEncoding('utf8');
      for await (const chunk of request) body += chunk;
      const token = request.method === 'POST' && request.url === `/${TENANT}/oauth2/v2.0/token`;
      reply(response, token ? await tokens.signIn(request, body) : routed(request, body));
    })().catch((error: unknown) => {
      if (error instanceof Answer) reply(response, error);
      else response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    users,
    deleted,
    groups,
    skus,
    state,
    directory,
    delta,
    tokens,
    of: (wanted: Wanted): GraphUser => {
      const user = [...users.values()].find(
        ({ onPremisesExtensionAttributes: extra }) => extra.extensionAttribute15 === wanted.person?.id,
      );
      if (!user) throw new Error('There is no such account.');
      return user;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type GraphStandIn = Awaited<ReturnType<typeof startGraphStandIn>>;

function reply(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}
