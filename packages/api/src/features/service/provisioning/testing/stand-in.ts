import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type LoopbackRequest, startLoopbackServer } from '../../../../demo/loopback-server.ts';
import { OutboundError, outboundRequest } from '../../../../kernel/outbound.ts';
import {
  type AnyConnectorKind,
  ConnectorFault,
  type ConnectorKindDefinition,
  kinds,
  type Shape,
  type Wanted,
} from '../../connectors/index.ts';

/** What the stand-in does with every request: what it is asked; 429 with a Retry-After; 400; nothing for a while; 503. */
export type StandInBehaviour = 'normal' | 'throttled' | 'refusing' | 'slow' | 'unavailable';

/** A strict other side on this machine, for tests: it keeps accounts, and counts whatever it was asked for in vain or twice. */
export interface StandIn {
  readonly url: string;
  /** By subscription id. */
  readonly accounts: Map<string, Record<string, unknown>>;
  /** How often something was really changed, by subscription id. */
  readonly effects: Map<string, number>;
  /** What was asked for although it was so already. */
  readonly duplicates: string[];
  /** Changes in the order in which they came: subscription ids. */
  readonly order: string[];
  /** Most requests that were there at once. */
  readonly most: number;
  requests: number;
  behaveAs(behaviour: StandInBehaviour): void;
  stop(): Promise<void>;
}

/** Starts a stand-in. */
export async function startStandIn({ delayMs = 0 } = {}): Promise<StandIn> {
  const accounts = new Map<string, Record<string, unknown>>();
  const effects = new Map<string, number>();
  const duplicates: string[] = [];
  const order: string[] = [];
  let behaviour: StandInBehaviour = 'normal';
  let [at, most] = [0, 0];

  const changed = (id: string): void => {
    effects.set(id, (effects.get(id) ?? 0) + 1);
    order.push(id);
  };
  const reply = (response: ServerResponse, status: number, body: unknown, headers = {}): void =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

  function serve({ method, url, body }: LoopbackRequest): [status: number, answer: unknown] {
    const id = url.pathname.split('/').at(-1) ?? '';
    const account = accounts.get(id);
    const again = (): void => void duplicates.push(`${method} ${id}`);
    if (method === 'GET') return [account ? 200 : 404, account ?? {}];
    if (method === 'DELETE') {
      if (!accounts.delete(id)) again();
      else changed(id);
      return [200, {}];
    }
    const given = JSON.parse(body) as Record<string, unknown>;
    if (method === 'POST' && account) {
      again();
      return [409, { error: 'It is there already' }];
    }
    if (method === 'PATCH' && !account) return [404, {}];
    const next = { ...account, ...given };
    if (JSON.stringify(next) === JSON.stringify(account)) again();
    else changed(id);
    accounts.set(id, next);
    return [200, next];
  }

  const standIn = { requests: 0 };
  const server = await startLoopbackServer(async (request, response) => {
    standIn.requests += 1;
    at += 1;
    most = Math.max(most, at);
    try {
      if (delayMs) await delay(delayMs);
      if (behaviour === 'slow') await delay(1_500);
      if (behaviour === 'throttled') reply(response, 429, {}, { 'retry-after': '30' });
      else if (behaviour === 'refusing') reply(response, 400, { error: 'No licence is left' });
      else if (behaviour === 'unavailable') reply(response, 503, {});
      else reply(response, ...serve(request));
    } finally {
      at -= 1;
    }
  });
  return Object.assign(standIn, {
    url: server.url,
    accounts,
    effects,
    duplicates,
    order,
    get most() {
      return most;
    },
    behaveAs(next: StandInBehaviour) {
      behaviour = next;
    },
    stop: () => server.stop(),
  });
}

const settings = z.object({ url: z.string() });
const credentials = z.object({ token: z.string() });
type Settings = z.infer<typeof settings>;

/** What a product of the stand-in is called in the list of kinds, for which tests borrow a name. */
const BORROWED = 'SCIM';

/** The kind of connectors that speaks to it. Limits are there to be changed by a test. */
export const standInKind: ConnectorKindDefinition<Settings, z.infer<typeof credentials>> & {
  limits: { atOnce: number; perMinute: number };
} = {
  kind: BORROWED,
  words: 'Stand-in',
  about: 'For tests.',
  settings,
  credentials,
  limits: { atOnce: 5, perMinute: 60_000 },
  mail: [],
  attributes: { product: 'Product', quantity: 'Quantity', name: 'Name', address: 'E-mail address' },
  address: ({ url }) => url,
  shape({ productCode, quantity, person, company }) {
    if (quantity > 100) throw new ConnectorFault('REFUSED', 'The stand-in takes 100 at most.');
    return {
      product: productCode,
      quantity,
      name: person ? `${person.givenName} ${person.familyName}` : company.name,
      ...(person?.address ? { address: person.address } : {}),
    };
  },
  steps(desired, observed) {
    if (!desired) return observed ? [{ name: 'remove', words: 'Remove the account', changes: {} }] : [];
    if (!observed) return [{ name: 'create', words: 'Create the account', changes: desired }];
    return Object.entries(desired).flatMap(([attribute, value]) =>
      observed[attribute] === value
        ? []
        : [{ name: 'set', words: `Set ${attribute} to ${value}`, changes: { [attribute]: value } }],
    );
  },
  async open({ url }, _credentials, { allowPrivate, signal, timeoutMs }) {
    const ask = async (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      { subscriptionId }: Wanted,
      body?: Shape,
    ): Promise<{ status: number; body: string }> => {
      try {
        const answer = await outboundRequest({
          url: `${url}/accounts/${subscriptionId}`,
          method,
          ...(body ? { body: JSON.stringify(body) } : {}),
          timeoutMs,
          maxResponseBytes: 10_000,
          allowPrivate,
          signal,
        });
        if (answer.status === 429) {
          const retryAfterMs = Number(answer.headers['retry-after']) * 1_000;
          throw new ConnectorFault('THROTTLED', 'The stand-in was asked too often.', { retryAfterMs });
        }
        if (answer.status === 503) throw new ConnectorFault('UNAVAILABLE', 'The stand-in is out of order.');
        if (answer.status === 400) {
          throw new ConnectorFault('REFUSED', 'The stand-in refused it: No licence is left.', {
            detail: answer.body,
          });
        }
        return answer;
      } catch (error) {
        if (error instanceof OutboundError) throw new ConnectorFault('NETWORK', 'It could not be reached.');
        throw error;
      }
    };
    return {
      test: async () => 'It answers.',
      async observe(wanted) {
        const { status, body } = await ask('GET', wanted);
        return status === 404 ? null : JSON.parse(body);
      },
      async take({ name, changes }, wanted) {
        if (name === 'remove') await ask('DELETE', wanted);
        else if (name === 'set') await ask('PATCH', wanted, changes);
        else if ((await ask('POST', wanted, changes)).status === 409) await ask('PATCH', wanted, changes);
      },
      close: async () => {},
    };
  },
};

/** Puts the stand-in's kind in the place of the one whose name it borrows, in this process. */
export function useStandInKind(): void {
  const known = kinds as AnyConnectorKind[];
  if (!known.includes(standInKind)) known.unshift(standInKind);
}
