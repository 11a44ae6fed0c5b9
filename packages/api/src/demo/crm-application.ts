import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type LoopbackRequest, startLoopbackServer } from './loopback-server.ts';

/** An account as SCIM has it (RFC 7643); what is not known here is kept as it came. */
export interface CrmAccount extends Record<string, unknown> {
  id?: string;
  externalId?: string | null;
  userName: string;
}

/** The CRM of the demonstration, which is told by SCIM 2.0 who may use it; what it holds is forgotten with it. */
export interface CrmApplication {
  /** The base address of its SCIM. */
  readonly url: string;
  /** Holds an account, in place of one for the same person. */
  hold(account: CrmAccount): void;
  stop(): Promise<void>;
}

const BASE = '/scim/v2';

/** @param token by which those who ask are known */
export async function startCrmApplication(token: string): Promise<CrmApplication> {
  const accounts = new Map<string, CrmAccount & { id: string }>();
  const keep = (account: CrmAccount, id: string = randomUUID()): CrmAccount => {
    const kept = { ...account, id };
    accounts.set(id, kept);
    return kept;
  };
  const called = ({ userName }: CrmAccount, but?: string) =>
    [...accounts.values()].some(
      (one) => one.id !== but && one.userName.toLowerCase() === userName.toLowerCase(),
    );

  function handle({ method, url, headers, body }: LoopbackRequest, response: ServerResponse): void {
    if (headers.authorization !== `Bearer ${token}`) return refuse(response, 401, 'The token is not right.');
    const [place, id = ''] = url.pathname
      .slice(BASE.length + 1)
      .split('/')
      .map(decodeURIComponent);
    if (method === 'GET' && place === 'ServiceProviderConfig')
      return reply(response, 200, { patch: { supported: false } });
    if (!url.pathname.startsWith(BASE) || place !== 'Users') return refuse(response, 404, 'Nothing is here.');
    if (!id && method === 'GET')
      return reply(response, 200, listed([...accounts.values()], url.searchParams));
    const account = id && accounts.get(id);
    if (id && !account) return refuse(response, 404, 'There is no such account.');
    if (method === 'GET') return reply(response, 200, account);
    if (method === 'DELETE') {
      accounts.delete(id);
      return reply(response, 204);
    }
    if (method !== (id ? 'PUT' : 'POST')) return refuse(response, 405, 'That cannot be done here.');
    const given = JSON.parse(body) as CrmAccount;
    if (called(given, id)) return refuse(response, 409, 'Somebody is called so already.');
    return reply(response, id ? 200 : 201, keep(given, id || undefined));
  }

  const server = await startLoopbackServer(handle);
  return {
    url: `${server.url}${BASE}`,
    hold(account) {
      const before = [...accounts.values()].find(({ externalId }) => externalId === account.externalId);
      keep(account, before?.id);
    },
    stop: () => server.stop(),
  };
}

/** A page of those that a filter of one equality finds. */
function listed(all: readonly CrmAccount[], query: URLSearchParams): object {
  const [, attribute, value] = /^(\w+) eq (".*")$/.exec(query.get('filter') ?? '') ?? [];
  const wanted = value && String(JSON.parse(value)).toLowerCase();
  const found = attribute
    ? all.filter((account) => String(account[attribute] ?? '').toLowerCase() === wanted)
    : all;
  const from = Math.max(1, Number(query.get('startIndex') ?? 1)) - 1;
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    Resources: found.slice(from, from + Number(query.get('count') ?? 100)),
  };
}

function reply(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/scim+json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

const refuse = (response: ServerResponse, status: number, detail: string): void =>
  reply(response, status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
  });
