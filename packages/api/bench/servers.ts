import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Level } from '@steward/shared';
import pg from 'pg';
import { type Served, serve } from './child.ts';
import type { Filled, Installation } from './installation.ts';
import type { Contestant } from './rounds.ts';
import type { Asked } from './works/asked.ts';

/** Keep-alive connections, each of which has one request under way. */
export const CONNECTIONS = 8;

/** A server that answers a question over HTTP, and how it is asked. */
export interface Server {
  name: string;
  served: Served;
  url: string;
  headers: Record<string, string>;
  /** The request's body for an id, or for none. */
  body(id: string | undefined): string;
}

const contestant = (file: string): string => path.join(import.meta.dirname, 'contestants', `${file}.ts`);
const JSON_TYPE = { 'content-type': 'application/json' };

/** The settings of an administrator's scope: what the references are given without asking who they are. */
export const settingsOf = ({ population }: Filled, level: Level = 'COMPANY'): Record<string, string> => ({
  role: `steward_${level.toLowerCase()}`,
  'steward.now': new Date().toISOString(),
  'steward.reseller_id': level === 'PLATFORM' ? population.platformId : population.resellerId,
  'steward.company_id': level === 'COMPANY' || level === 'END_USER' ? population.companyId : '',
  'steward.end_user_id': level === 'END_USER' ? (population.endUserIds[0] ?? '') : '',
  'steward.membership_id': population.members[level].membershipId,
  'steward.areas': '*',
  'steward.manages': '*',
});

/** The same as options of a connection. */
export const connectionOptions = (settings: Record<string, string>): string =>
  Object.entries({ search_path: 'steward', jit: 'off', TimeZone: 'UTC', ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');

/** The product, asked by whoever has signed in: the administrator of the measured company, or another level's. */
export async function steward(
  installation: Filled,
  asked: Pick<Asked, 'steward'>,
  { node, level = 'COMPANY' }: { node?: readonly string[]; level?: Level } = {},
): Promise<Server> {
  const served = await installation.serve(node);
  const url = `${served.url}/graphql`;
  try {
    const authorization = await signIn(installation, url, level);
    return {
      name: 'Steward',
      served,
      url,
      headers: { ...JSON_TYPE, authorization },
      body: (id) => JSON.stringify({ query: asked.steward, variables: { id } }),
    };
  } catch (error) {
    await served.stop();
    throw error;
  }
}

async function signIn({ population, superuserUrl }: Filled, url: string, level: Level): Promise<string> {
  const { members, password } = population;
  const query =
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }';
  const response = await fetch(url, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ query, variables: { email: members[level].email, password } }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  // An installation asks administrators for a second factor: this one is taken to have shown it.
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query('update steward.session set factor_at = now()');
  await client.end();
  const refreshed = await fetch(url, {
    method: 'POST',
    headers: { ...JSON_TYPE, cookie },
    body: JSON.stringify({ query: 'mutation { refreshSession { accessToken } }' }),
  });
  const answer = (await refreshed.json()) as { data: { refreshSession: { accessToken: string } } | null };
  if (!answer.data) throw new Error(`Nobody could sign in: ${JSON.stringify(answer)}`);
  return `Bearer ${answer.data.refreshSession.accessToken}`;
}

export async function postgraphile(installation: Filled, asked: Asked): Promise<Server> {
  const { appUrl, superuserUrl } = installation;
  const served = await serve(contestant('postgraphile'), {
    arguments: [appUrl, superuserUrl, JSON.stringify(settingsOf(installation))],
    environment: { GRAPHILE_ENV: 'production' },
  });
  return {
    name: 'PostGraphile',
    served,
    url: `${served.url}/graphql`,
    headers: JSON_TYPE,
    body: (id) => JSON.stringify({ query: asked.postgraphile, variables: { id } }),
  };
}

export async function ceiling(
  installation: Filled,
  asked: Pick<Asked, 'sql'>,
  level?: Level,
): Promise<Server> {
  const served = await serve(contestant('ceiling'), {
    arguments: [installation.appUrl, connectionOptions(settingsOf(installation, level)), asked.sql],
  });
  return {
    name: 'ceiling',
    served,
    url: served.url,
    headers: JSON_TYPE,
    body: (id) => JSON.stringify({ id }),
  };
}

/** Loads the server with the question, about each of the ids in turn. */
export const loadOf = (
  { generator }: Installation,
  server: Server,
  ids: readonly (string | undefined)[],
): Contestant => ({
  name: server.name,
  run: (ms) =>
    generator.perSecond({
      kind: 'http',
      url: server.url,
      headers: server.headers,
      bodies: ids.map(server.body),
      connections: CONNECTIONS,
      ms,
    }),
});

/** Throws unless all servers give the same answer, with rows in it. */
export async function assertSameAnswers(
  servers: readonly Server[],
  ids: readonly (string | undefined)[],
): Promise<void> {
  for (const id of ids) {
    const [first, ...others] = await Promise.all(servers.map((server) => answerOf(server, id)));
    const shown = (answer: unknown): string => JSON.stringify(answer).slice(0, 1_000);
    if (!JSON.stringify(first).includes('"reference"')) throw new Error(`There are no rows: ${shown(first)}`);
    for (const [i, other] of others.entries()) {
      if (isDeepStrictEqual(other, first)) continue;
      throw new Error(`${servers[i + 1]?.name} answers\n${shown(other)}\ninstead of\n${shown(first)}`);
    }
  }
}

/** The data of an answer, without what PostgreSQL and PostGraphile write differently or cannot say. */
async function answerOf(server: Server, id: string | undefined): Promise<unknown> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: server.headers,
    body: server.body(id),
  });
  return JSON.parse(await response.text(), (key, value: unknown) => {
    if (key === 'displayName') return undefined;
    return key === 'createdAt' ? new Date(String(value)).toISOString() : value;
  });
}
