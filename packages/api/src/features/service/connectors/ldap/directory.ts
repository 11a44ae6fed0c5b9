import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { Attribute, Change, type Entry, type Filter, Client as LdapClient } from 'ldapts';
import { OutboundError } from '../../../../kernel/outbound.ts';
import { boundedSocket } from '../../../../kernel/outbound-socket.ts';
import { checkHost } from '../../../../kernel/outbound-target.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { type Rdn, writeDn } from './dn.ts';
import { ldapFault, OTHER, resultOf } from './faults.ts';
import type { LdapCredentials, LdapSettings } from './settings.ts';

/** More than a conversation ever has to read. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const PAGE = 200;

/** What an attribute is to hold; none: it is not to be there. */
export type Values = readonly string[] | readonly Buffer[];

/** An entry as it was found; its attributes by name in small letters. */
export interface Found {
  readonly dn: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export interface Alteration {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: Values;
}

/** A conversation with a directory, signed in; whatever it throws is a `ConnectorFault`. */
export class Directory {
  readonly #client: LdapClient;
  readonly #socket: Socket;

  private constructor(client: LdapClient, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
  }

  static async open(
    settings: LdapSettings,
    { user, password }: LdapCredentials,
    { allowPrivate, signal, timeoutMs }: Line,
  ): Promise<Directory> {
    const { host, port, encryption, authority } = settings;
    let socket: Socket | undefined;
    try {
      const { address, servername, trusted } = await checkHost(host, port, allowPrivate);
      if (encryption === 'NONE' && !trusted) {
        const reason = `The ${OTHER} must be spoken to by TLS: staff must change its settings.`;
        throw new ConnectorFault('NOT_SENT', reason);
      }
      socket = boundedSocket(MAX_ANSWER_BYTES, signal);
      // What is under way fails with it; without a listener it would end the process.
      socket.on('error', () => undefined);
      const trust: ConnectionOptions = {
        host: servername,
        servername: isIP(servername) ? '' : servername,
        ...(authority && { ca: authority }),
      };
      const plain = socket;
      const limited = limitedTo(timeoutMs, plain);
      await limited(happening(plain, 'connect', () => plain.connect(port, address)));
      const way = encryption === 'TLS' ? connectTls({ ...trust, socket: plain }) : plain;
      if (way !== plain) await limited(happening(way, 'secureConnect'));
      const client = new LdapClient({
        url: 'ldap://directory',
        timeout: timeoutMs,
        createConnection: once(way),
      });
      if (encryption === 'START_TLS') await limited(client.startTLS(trust));
      const directory = new Directory(client, plain);
      await directory.#ask(() => client.bind(user, password));
      return directory;
    } catch (error) {
      const fault = ldapFault(socket?.errored ?? error);
      socket?.destroy();
      throw fault;
    }
  }

  /** What there is below a base, page by page; of very many only as many whole pages as are asked for. */
  async search(
    base: readonly Rdn[],
    filter: Filter,
    attributes: string[],
    most = Number.POSITIVE_INFINITY,
  ): Promise<Found[]> {
    return this.#ask(async () => {
      const found: Found[] = [];
      const paged = { pageSize: PAGE };
      for await (const page of this.#client.searchPaginated(writeDn(base), { filter, attributes, paged })) {
        found.push(...page.searchEntries.map(foundOf));
        if (found.length >= most) break;
      }
      return found;
    });
  }

  /** One entry by its name; undefined if it is not there. */
  async read(dn: readonly Rdn[] | string, attributes: string[], filter?: Filter): Promise<Found | undefined> {
    const options = { scope: 'base', attributes, ...(filter && { filter }) } as const;
    try {
      const { searchEntries } = await this.#client.search(nameOf(dn), this.#open(options));
      return searchEntries.map(foundOf)[0];
    } catch (error) {
      if (resultOf(error) === 32) return undefined;
      throw this.#fault(error);
    }
  }

  /** Each of these deeds gives 0, or the result that is among those that the caller knows what to do with. */
  add(dn: readonly Rdn[], attributes: Readonly<Record<string, Values>>, known: readonly number[] = []) {
    const filled = Object.entries(attributes).filter(([, values]) => values.length > 0);
    const entry = filled.map(([type, values]) => attributeOf(type, values));
    return this.#deed(() => this.#client.add(writeDn(dn), entry), known);
  }

  alter(dn: string, alterations: readonly Alteration[], known: readonly number[] = []) {
    const changes = alterations.map(
      ({ operation, attribute, values }) =>
        new Change({ operation, modification: attributeOf(attribute, values) }),
    );
    return this.#deed(() => this.#client.modify(dn, changes), known);
  }

  move(dn: string, to: readonly Rdn[], known: readonly number[] = []) {
    return this.#deed(() => this.#client.modifyDN(dn, writeDn(to)), known);
  }

  remove(dn: string, known: readonly number[] = []) {
    return this.#deed(() => this.#client.del(dn), known);
  }

  async close(): Promise<void> {
    await this.#client.unbind().catch(() => undefined);
    this.#socket.destroy();
  }

  async #deed(work: () => Promise<void>, known: readonly number[]): Promise<number> {
    try {
      this.#open();
      await work();
      return 0;
    } catch (error) {
      const result = resultOf(error);
      if (result !== undefined && known.includes(result)) return result;
      throw this.#fault(error);
    }
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      this.#open();
      return await work();
    } catch (error) {
      throw this.#fault(error);
    }
  }

  /** The library would connect anew where a connection broke, neither encrypted nor signed in. */
  #open<T>(given?: T): T {
    if (this.#socket.destroyed) throw new Error('The connection is closed.');
    return given as T;
  }

  #fault(error: unknown): ConnectorFault {
    // What ended the connection says more than that it ended.
    const ended = resultOf(error) === undefined ? this.#socket.errored : undefined;
    return ldapFault(ended ?? error);
  }
}

const nameOf = (dn: readonly Rdn[] | string): string => (typeof dn === 'string' ? dn : writeDn(dn));

const attributeOf = (type: string, values: Values): Attribute =>
  new Attribute({ type, values: [...values] as string[] | Buffer[] });

const foundOf = ({ dn, ...attributes }: Entry): Found => ({
  dn,
  values: new Map(
    Object.entries(attributes).map(([name, value]) => [
      name.toLowerCase(),
      [value].flat().map((one) => (Buffer.isBuffer(one) ? one.toString('base64') : one)),
    ]),
  ),
});

/** Hands a connection out a single time. */
function once(socket: Socket): () => Socket {
  let given = false;
  return () => {
    if (given) throw new Error('The connection is closed.');
    given = true;
    return socket;
  };
}

function happening(socket: Socket, event: 'connect' | 'secureConnect', begin?: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The connection is closed.')));
    begin?.();
  });
}

/** Ends a connection on which something does not happen in time. */
const limitedTo =
  (timeoutMs: number, socket: Socket) =>
  async (work: Promise<void>): Promise<void> => {
    const timer = setTimeout(() => {
      socket.destroy(new OutboundError('timeout', `No answer within ${timeoutMs} ms`));
    }, timeoutMs);
    try {
      await work;
    } finally {
      clearTimeout(timer);
    }
  };
