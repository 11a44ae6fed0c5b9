import { z } from 'zod';
import { type OutboundRequest, type OutboundResponse, outboundRequest } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { faultOfStatus, graphFault, OTHER, said } from './faults.ts';
import type { MicrosoftCredentials, MicrosoftSettings } from './settings.ts';
import { accessToken, forgetToken } from './token.ts';

/** More than a page ever holds. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MOST_PAGES = 50;
/** What Graph calls a link of which it knows nothing any more. */
const RESYNC = /^(syncState|resync)/i;

interface Asked {
  body?: unknown;
  /** Asks the index, which may be some seconds behind, for what is not to be found otherwise. */
  indexed?: true;
  /** Statuses that are answers, too. */
  but?: readonly number[];
}

/** Speaks to Graph with one application's rights; whatever it throws is a `ConnectorFault`. */
export class Graph {
  readonly #settings: MicrosoftSettings;
  readonly #credentials: MicrosoftCredentials;
  readonly #line: Line;

  constructor(settings: MicrosoftSettings, credentials: MicrosoftCredentials, line: Line) {
    this.#settings = settings;
    this.#credentials = credentials;
    this.#line = line;
  }

  /** Signs in, unless it has lately. */
  async signIn(): Promise<void> {
    await accessToken(this.#settings, this.#credentials, this.#line);
  }

  /** @param path below the version, such as `/users` */
  async ask(method: OutboundRequest['method'], path: string, asked: Asked = {}): Promise<OutboundResponse> {
    return this.#send(method, `${this.#settings.graphUrl}/v1.0${path}`, asked);
  }

  /** What is at a path, by its rule; undefined: nothing. */
  async get<T>(path: string, rule: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.ask('GET', path, { but: [404] });
    return answer.status === 404 ? undefined : read(answer, rule);
  }

  /** Everything of a list, page by page. */
  async all<T>(path: string, page: z.ZodType<Page<T>>, asked: Pick<Asked, 'indexed'> = {}): Promise<T[]> {
    const found: T[] = [];
    let url = `${this.#settings.graphUrl}/v1.0${path}`;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const { value, '@odata.nextLink': next } = read(await this.#send('GET', url, asked), page);
      found.push(...value);
      if (!next) return found;
      url = this.#ofGraph(next);
    }
    throw new ConnectorFault('UNAVAILABLE', `The ${OTHER} gave more than anybody reads.`);
  }

  /**
   * What has changed, page by page, and the link by which to ask again; undefined: Graph does not know the link any more, or so much
   * has changed that nobody reads it.
   *
   * @param from a path below the version for the first time, then the link
   */
  async delta<T>(
    from: string,
    rule: z.ZodType<T>,
  ): Promise<{ value: readonly T[]; link: string } | undefined> {
    const page = deltaOf(rule);
    const found: T[] = [];
    let url = from.startsWith('/') ? `${this.#settings.graphUrl}/v1.0${from}` : this.#ofGraph(from);
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const answer = await this.#send('GET', url, { but: [400, 410] });
      if (answer.status === 410 || (answer.status === 400 && RESYNC.test(said(answer).code)))
        return undefined;
      if (answer.status === 400) throw faultOfStatus(answer);
      const { value, '@odata.nextLink': next, '@odata.deltaLink': link } = read(answer, page);
      found.push(...value);
      if (link) return { value: found, link: this.#ofGraph(link) };
      if (!next) throw this.#unusable('A page of changes leads nowhere.');
      url = this.#ofGraph(next);
    }
    return undefined;
  }

  /** A link out of an answer: the token goes nowhere else, wherever one points. */
  #ofGraph(link: string): string {
    if (URL.parse(link)?.origin === new URL(this.#settings.graphUrl).origin) return link;
    throw this.#unusable('The next page is at another address.');
  }

  #unusable(detail: string): ConnectorFault {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} gave an answer that is not usable.`, { detail });
  }

  async #send(
    method: OutboundRequest['method'],
    url: string,
    { body, indexed, but = [] }: Asked,
    again = true,
  ): Promise<OutboundResponse> {
    try {
      const { allowPrivate, signal, timeoutMs } = this.#line;
      const token = await accessToken(this.#settings, this.#credentials, this.#line);
      const answer = await outboundRequest({
        url,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(indexed && { consistencylevel: 'eventual' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        timeoutMs,
        maxResponseBytes: MAX_ANSWER_BYTES,
        allowPrivate,
        signal,
      });
      if (answer.status === 401) {
        forgetToken(this.#settings, this.#credentials);
        // A token from before may have been called back; a new one tells.
        if (again) return await this.#send(method, url, { body, ...(indexed && { indexed }), but }, false);
      }
      if ((answer.status >= 200 && answer.status < 300) || but.includes(answer.status)) return answer;
      throw faultOfStatus(answer);
    } catch (error) {
      throw graphFault(error);
    }
  }
}

export interface Page<T> {
  value: T[];
  '@odata.nextLink'?: string | undefined;
}

const deltaOf = <T>(rule: z.ZodType<T>) =>
  z.object({
    value: z.array(rule),
    '@odata.nextLink': z.string().optional(),
    '@odata.deltaLink': z.string().optional(),
  });

/** An answer by its rule. */
export function read<T>({ body }: OutboundResponse, rule: z.ZodType<T>): T {
  try {
    return rule.parse(JSON.parse(body));
  } catch (error) {
    throw graphFault(error);
  }
}
