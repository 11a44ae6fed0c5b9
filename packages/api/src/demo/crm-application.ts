import { randomUUID } from 'node:crypto';
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

  function answer({ method, url, headers, body }: LoopbackRequest): Answer {
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 'The token is not right.');
    const [place, id = ''] = url.pathname
      .slice(BASE.length + 1)
      .split('/')
      .map(decodeURIComponent);
    if (method === 'GET' && place === 'ServiceProviderConfig')
      return { status: 200, body: { patch: { supported: false } } };
    if (!url.pathname.startsWith(BASE) || place !== 'Users') return refusal(404, 'Nothing is here.');
    if (!id && method === 'GET')
      return { status: 200, body: listed([...accounts.values()], url.searchParams) };
    const account = accounts.get(id);
    if (id && !account) return refusal(404, 'There is no such account.');
    if (method === 'GET') return { status: 200, body: account };
    if (id && method === 'DELETE') {
      accounts.delete(id);
      return { status: 204 };
    }
    if (method !== (id ? 'PUT' : 'POST')) return refusal(405, 'That cannot be done here.');
    const given = JSON.parse(body) as CrmAccount;
    if (called(given, id)) return refusal(409, 'Somebody is called so already.');
    return { status: id ? 200 : 201, body: keep(given, id || undefined) };
  }

  const server = await startLoopbackServer((request, response) => {
    const { status, body } = answer(request);
    response.writeHead(status, { 'content-type': 'application/scim+json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
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

interface Answer {
  status: number;
  body?: unknown;
}

const refusal = (status: number, detail: string): Answer => ({
  status,
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail },
});
