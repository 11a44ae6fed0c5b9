import type { z } from 'zod';
import { type OutboundRequest, type OutboundResponse, outboundRequest } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { faultOfStatus, graphFault, OTHER } from './faults.ts';
import type { MicrosoftCredentials, MicrosoftSettings } from './settings.ts';
import { accessToken, forgetToken } from './token.ts';

/** More than a page ever holds. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MOST_PAGES = 50;

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
      // The token goes nowhere else, wherever an answer points.
      if (URL.parse(next)?.origin !== new URL(this.#settings.graphUrl).origin) {
        throw new ConnectorFault('UNAVAILABLE', `The ${OTHER} gave an answer that is not usable.`, {
          detail: 'The next page is at another address.',
        });
      }
      url = next;
    }
    throw new ConnectorFault('UNAVAILABLE', `The ${OTHER} gave more than anybody reads.`);
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

/** An answer by its rule. */
export function read<T>({ body }: OutboundResponse, rule: z.ZodType<T>): T {
  try {
    return rule.parse(JSON.parse(body));
  } catch (error) {
    throw graphFault(error);
  }
}
