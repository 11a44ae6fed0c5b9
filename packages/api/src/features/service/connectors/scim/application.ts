import type { z } from 'zod';
import { type OutboundRequest, type OutboundResponse, outboundRequest } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { faultOfStatus, OTHER, scimFault } from './faults.ts';
import { listRule } from './resource.ts';
import type { ScimCredentials } from './settings.ts';

/** More than a page, or a group of some ten thousand, ever holds. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const PAGE = 100;
/** Where an application cannot be asked for one account, no more than these are looked through. */
const MOST_PAGES = 200;
/** Answers of an application that does not take a filter, or not this one. */
const NO_FILTER: readonly number[] = [400, 403, 404, 405, 414, 501];

interface Asked {
  body?: unknown;
  /** The version that is to be changed, as the application said it. */
  version?: string | null | undefined;
  /** Statuses that are answers, too. */
  but?: readonly number[];
}

/** Speaks SCIM with one application; whatever it throws is a `ConnectorFault`. */
export class Application {
  readonly #url: string;
  readonly #token: string;
  readonly #line: Line;
  /** What it turned out not to take, for this conversation. */
  readonly #unfiltered = new Set<string>();

  constructor(url: string, { token }: ScimCredentials, line: Line) {
    this.#url = url;
    this.#token = token;
    this.#line = line;
  }

  async ask(
    method: OutboundRequest['method'],
    path: string,
    { body, version, but = [] }: Asked = {},
  ): Promise<OutboundResponse> {
    const { allowPrivate, signal, timeoutMs } = this.#line;
    try {
      const answer = await outboundRequest({
        url: `${this.#url}${path}`,
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          accept: 'application/scim+json, application/json',
          ...(body !== undefined && { 'content-type': 'application/scim+json' }),
          ...(version && { 'if-match': version }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        timeoutMs,
        maxResponseBytes: MAX_ANSWER_BYTES,
        allowPrivate,
        signal,
      });
      if ((answer.status >= 200 && answer.status < 300) || but.includes(answer.status)) return answer;
      throw faultOfStatus(answer);
    } catch (error) {
      throw scimFault(error);
    }
  }

  /** What is at a path, by its rule; undefined: nothing, or the application does not have such places. */
  async get<T>(path: string, rule: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.ask('GET', path, { but: [404, 501] });
    return answer.status < 300 ? read(answer, rule) : undefined;
  }

  /**
   * Those of a list that are as they should be: asked for by a filter, or looked for among all where the application takes no
   * filter. Some take it and answer with all, so what comes is looked at in any case.
   */
  async find<T extends { id: string }>(
    place: '/Users' | '/Groups',
    filter: string,
    is: (one: T) => boolean,
    rule: z.ZodType<T>,
  ): Promise<T[]> {
    const attribute = `${place} ${filter.slice(0, filter.indexOf(' '))}`;
    // A group of thousands is not sent along where only its name is asked for.
    const without = place === '/Groups' ? '&excludedAttributes=members' : '';
    if (!this.#unfiltered.has(attribute)) {
      const query = `?filter=${encodeURIComponent(filter)}${without}`;
      const found = await this.#all(`${place}${query}`, is, rule, NO_FILTER);
      if (found) return found;
      this.#unfiltered.add(attribute);
    }
    return (await this.#all(`${place}${without.replace('&', '?')}`, is, rule, [])) ?? [];
  }

  /** From now on this is looked for among all: its filter did not find what must be there. */
  doubt(place: '/Users' | '/Groups', attribute: string): void {
    this.#unfiltered.add(`${place} ${attribute}`);
  }

  /** Page by page; undefined if the first is answered by one of these statuses. */
  async #all<T extends { id: string }>(
    path: string,
    is: (one: T) => boolean,
    rule: z.ZodType<T>,
    refusals: readonly number[],
  ): Promise<T[] | undefined> {
    const found: T[] = [];
    const seen = new Set<string>();
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const at = `${path}${path.includes('?') ? '&' : '?'}startIndex=${seen.size + 1}&count=${PAGE}`;
      const answer = await this.ask('GET', at, { but: pages ? [] : refusals });
      if (refusals.includes(answer.status)) return undefined;
      const { totalResults, Resources } = read(answer, listRule(rule));
      const before = seen.size;
      for (const one of Resources ?? []) {
        if (!seen.has(one.id) && is(one)) found.push(one);
        seen.add(one.id);
      }
      // Nothing new: that was all, or it is the same page again and again.
      if (seen.size === before || (totalResults !== undefined && seen.size >= totalResults)) return found;
    }
    throw new ConnectorFault(
      'REFUSED',
      `The ${OTHER} has more accounts than can be looked through one by one.`,
      {
        detail: 'It takes no filter for what is looked for.',
      },
    );
  }
}

/** An answer by its rule. */
export function read<T>({ body }: OutboundResponse, rule: z.ZodType<T>): T {
  try {
    return rule.parse(JSON.parse(body));
  } catch (error) {
    throw scimFault(error);
  }
}
