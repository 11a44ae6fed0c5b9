import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Wanted } from '../connector-kind.ts';
import { Answer, bad, problem } from './graph-answer.ts';
import { type MessageRule, messageRules, repliesOf } from './graph-mail.ts';
import { graphTokens, TENANT } from './graph-tokens.ts';

const DOMAINS = ['globex.example', 'globex.onmicrosoft.com'];
/** Small, so that everything comes on several pages. */
const PAGE = 2;

export interface GraphUser {
  id: string;
  userPrincipalName: string;
  mailNickname: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  accountEnabled: boolean;
  usageLocation: string | null;
  assignedLicenses: { skuId: string; disabledPlans: string[] }[];
  onPremisesExtensionAttributes: Record<string, string | null>;
  mailbox: {
    timeZone: string;
    language: { locale: string };
    automaticRepliesSetting: { status: string; externalReplyMessage: string };
  };
  rules: MessageRule[];
}

interface Group {
  id: string;
  displayName: string;
  groupTypes: string[];
  members: Set<string>;
}

const sku = (skuPartNumber: string, enabled: number, plans: string[]) => ({
  id: `${TENANT}_${skuPartNumber}`,
  skuId: randomUUID(),
  skuPartNumber,
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
  servicePlans: plans.map((servicePlanName) => ({
    servicePlanId: randomUUID(),
    servicePlanName,
    provisioningStatus: 'Success',
    appliesTo: 'User',
  })),
});

const WRITABLE = [
  'accountEnabled',
  'displayName',
  'givenName',
  'mailNickname',
  'onPremisesExtensionAttributes',
  'passwordProfile',
  'surname',
  'usageLocation',
  'userPrincipalName',
];
const SELECTABLE = [...WRITABLE, 'id', 'assignedLicenses', 'deletedDateTime'];

/** What of Microsoft's sign-in and Graph the connector uses, on this machine: as strict as the published reference, and empty. */
export async function startGraphStandIn() {
  const users = new Map<string, GraphUser>();
  const deleted = new Map<string, GraphUser>();
  const groups = new Map<string, Group>();
  const skus = [
    sku('EXCHANGESTANDARD', 10_000, ['EXCHANGE_S_STANDARD', 'YAMMER_MIDSIZE', 'TEAMS1']),
    sku('O365_BUSINESS_PREMIUM', 10_000, ['EXCHANGE_S_STANDARD', 'OFFICE_BUSINESS']),
    sku('MCOEV', 1, ['MCOEV']),
  ];
  const tokens = graphTokens();
  const state = {
    throttled: null as string | null,
    /** Refuses everything that writes. */
    readOnly: false,
    writes: 0,
    /** How often an account that was just made is denied. */
    lag: 0,
    /** How often a mailbox that was just made is denied. */
    mailboxLag: 0,
  };
  for (const displayName of ['All staff', 'Sales', "Zoë's friends", 'Everybody here']) {
    const id = randomUUID();
    const groupTypes = displayName === 'Everybody here' ? ['DynamicMembership'] : [];
    groups.set(id, { id, displayName, groupTypes, members: new Set() });
  }

  const consumed = (skuId: string): number =>
    [...users.values()].filter((user) => user.assignedLicenses.some((held) => held.skuId === skuId)).length;
  const userOf = (name: string): GraphUser | undefined =>
    users.get(name) ??
    [...users.values()].find((user) => user.userPrincipalName.toLowerCase() === name.toLowerCase());
  const found = (name: string): GraphUser => {
    const user = userOf(name);
    if (!user || (state.lag > 0 && state.lag-- > 0)) {
      throw problem(
        404,
        'Request_ResourceNotFound',
        `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
      );
    }
    return user;
  };

  /** Properties as they are written: known ones, of their types, and a name that nobody else has. */
  function checked(given: Record<string, unknown>, self?: string): Record<string, unknown> {
    for (const [name, value] of Object.entries(given)) {
      if (!WRITABLE.includes(name))
        throw bad(`Property '${name}' does not exist on type 'user' or is read-only.`);
      if (value === '') throw bad(`Invalid value specified for property '${name}' of resource 'User'.`);
      const flag = name === 'accountEnabled';
      const object = name === 'passwordProfile' || name === 'onPremisesExtensionAttributes';
      if (
        flag
          ? typeof value !== 'boolean'
          : object
            ? typeof value !== 'object'
            : value !== null && typeof value !== 'string'
      ) {
        throw bad(`Invalid value specified for property '${name}' of resource 'User'.`);
      }
    }
    const {
      userPrincipalName: upn,
      givenName,
      surname,
      displayName,
      usageLocation,
      onPremisesExtensionAttributes: extra,
    } = given;
    if (upn !== undefined) {
      const [, local = '', domain = ''] = /^([^@]*)@([^@]*)$/.exec(String(upn)) ?? [];
      if (!/^[A-Za-z0-9'._!#^~-]{1,64}$/.test(local))
        throw bad("Invalid value specified for property 'userPrincipalName' of resource 'User'.");
      if (!DOMAINS.includes(domain))
        throw bad(
          'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
        );
      const other = userOf(String(upn));
      if (other && other.id !== self)
        throw bad('Another object with the same value for property userPrincipalName already exists.');
    }
    if (displayName === null || String(displayName ?? '').length > 256)
      throw bad("Invalid value specified for property 'displayName' of resource 'User'.");
    if (String(givenName ?? '').length > 64 || String(surname ?? '').length > 64)
      throw bad("Invalid value specified for property 'givenName' of resource 'User'.");
    if (usageLocation !== undefined && !/^[A-Z]{2}$/.test(String(usageLocation)))
      throw bad("Invalid value specified for property 'usageLocation' of resource 'User'.");
    for (const [name, value] of Object.entries((extra ?? {}) as Record<string, string | null>)) {
      if (!/^extensionAttribute([1-9]|1[0-5])$/.test(name))
        throw bad(
          `Property '${name}' does not exist on type 'microsoft.graph.onPremisesExtensionAttributes'.`,
        );
      if ((value ?? '').length > 1_024) throw bad(`Value of ${name} is too long.`);
    }
    return given;
  }

  const selected = (one: object, query: URLSearchParams): object => {
    const names = query.get('$select')?.split(',');
    if (!names) throw bad('The stand-in wants $select: only what is needed is asked for.');
    for (const name of names)
      if (!SELECTABLE.includes(name))
        throw bad(`Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
    return Object.fromEntries(names.map((name) => [name, (one as Record<string, unknown>)[name] ?? null]));
  };

  /** A page of a list, whose next is found by a token that means nothing. */
  function paged(list: readonly object[], url: URL, host: string): Answer {
    const skip = Number(url.searchParams.get('$skiptoken')?.replace('s', '') ?? 0);
    const next = new URL(url.pathname + url.search, `http://${host}`);
    next.searchParams.set('$skiptoken', `s${skip + PAGE}`);
    return new Answer(200, {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
      value: list.slice(skip, skip + PAGE),
      ...(skip + PAGE < list.length && { '@odata.nextLink': next.toString() }),
    });
  }

  function listed(url: URL, request: IncomingMessage): Answer {
    const filter = url.searchParams.get('$filter');
    if (!filter)
      return paged(
        [...users.values()].map((user) => selected(user, url.searchParams)),
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
      those.map((user) => selected(user, url.searchParams)),
      url,
      String(request.headers.host),
    );
  }

  function create(given: Record<string, unknown>): Answer {
    for (const needed of [
      'accountEnabled',
      'displayName',
      'mailNickname',
      'userPrincipalName',
      'passwordProfile',
    ]) {
      if (given[needed] === undefined)
        throw bad(`A value is required for property '${needed}' of resource 'User'.`);
    }
    const { password } = given.passwordProfile as { password?: unknown };
    if (typeof password !== 'string' || password.length < 16)
      throw bad('The specified password does not comply with password complexity requirements.');
    const { passwordProfile: _secret, ...rest } = checked(given) as { passwordProfile: unknown };
    const id = randomUUID();
    users.set(id, {
      givenName: null,
      surname: null,
      usageLocation: null,
      onPremisesExtensionAttributes: {},
      ...(rest as Partial<GraphUser>),
      id,
      assignedLicenses: [],
      mailbox: {
        timeZone: 'Pacific Standard Time',
        language: { locale: 'en-US' },
        automaticRepliesSetting: { status: 'disabled', externalReplyMessage: '' },
      },
      rules: [],
    } as GraphUser);
    return new Answer(201, { id });
  }

  function assign(user: GraphUser, given: { addLicenses?: unknown; removeLicenses?: unknown }): Answer {
    const { addLicenses, removeLicenses } = given as {
      addLicenses?: { skuId: string; disabledPlans?: string[] }[];
      removeLicenses?: string[];
    };
    if (!addLicenses || !removeLicenses)
      throw bad('One or more parameters of the operation are missing from the request payload.');
    const held = new Map(user.assignedLicenses.map((licence) => [licence.skuId, licence]));
    for (const skuId of removeLicenses)
      if (!held.delete(skuId)) throw bad('User does not have a corresponding license.');
    for (const { skuId, disabledPlans = [] } of addLicenses) {
      const of = skus.find((one) => one.skuId === skuId);
      if (!of) throw bad(`License ${skuId} does not correspond to a valid company License.`);
      if (!user.usageLocation)
        throw bad('License assignment cannot be done for user with invalid usage location.');
      if (!disabledPlans.every((plan) => of.servicePlans.some(({ servicePlanId }) => servicePlanId === plan)))
        throw bad('License assignment failed because service plan is not valid.');
      if (!held.has(skuId) && consumed(skuId) >= of.prepaidUnits.enabled)
        throw bad(`Subscription with SKU ${skuId} does not have any available licenses.`);
      held.set(skuId, { skuId, disabledPlans });
    }
    user.assignedLicenses = [...held.values()];
    return new Answer(200, { id: user.id });
  }

  function routed(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
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
        return create(given);
      case 'GET users/*':
        return new Answer(200, selected(found(name), url.searchParams));
      case 'PATCH users/*': {
        const user = found(name);
        const {
          onPremisesExtensionAttributes: extra,
          passwordProfile: _secret,
          ...rest
        } = checked(given, user.id);
        Object.assign(user, rest);
        Object.assign(user.onPremisesExtensionAttributes, extra);
        return new Answer(204);
      }
      case 'DELETE users/*': {
        const user = found(name);
        users.delete(user.id);
        deleted.set(user.id, {
          ...user,
          userPrincipalName: user.id.replaceAll('-', '') + user.userPrincipalName,
        });
        for (const group of groups.values()) group.members.delete(user.id);
        return new Answer(204);
      }
      case 'POST users/*/assignLicense':
        return assign(found(name), given);
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
          [...deleted.values()].map((user) => selected(user, url.searchParams)),
          url,
          host,
        );
      case `POST directory/*/${more}`: {
        const user = deleted.get(more);
        if (!user || last !== 'restore')
          throw problem(404, 'Request_ResourceNotFound', `Resource '${more}' does not exist.`);
        const userPrincipalName = user.userPrincipalName.slice(user.id.replaceAll('-', '').length);
        if (userOf(userPrincipalName))
          throw bad('Another object with the same value for property userPrincipalName already exists.');
        deleted.delete(more);
        users.set(more, { ...user, userPrincipalName });
        return new Answer(200, { id: more });
      }
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
