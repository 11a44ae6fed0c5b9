import type { Log } from './log.ts';
import { networkOf } from './network-of.ts';

/** What somebody tried and was not let do. It names people by id, and the place they came from. */
export interface Refusal {
  kind: 'SIGN_IN_FAILED' | 'FORBIDDEN' | 'RATE_LIMITED' | 'TOKEN_REUSED';
  /** The verb, list or route; never a word of the caller's own. */
  what: string;
  personId?: string | null | undefined;
  membershipId?: string | null | undefined;
  address: string;
  requestId: string;
}

/** The same refusal, so many times. */
export interface SecurityEvent {
  kind: Refusal['kind'];
  what: string;
  personId: string | null;
  membershipId: string | null;
  network: string;
  /** The first of these requests. */
  requestId: string;
  times: number;
}

const EVERY_MS = 2_000;
/** Different ones at a time; whatever more there is, is counted without saying where it came from. */
const MOST = 200;

/**
 * Gathers refusals off the requests' path: equal ones are counted, written together every two seconds and said in one line of
 * the log, so that trying often fills neither the database nor the log. [S82]
 */
export class SecurityEvents {
  readonly #write: (events: readonly SecurityEvent[]) => Promise<void>;
  readonly #log: Log;
  #gathered = new Map<string, SecurityEvent>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(write: (events: readonly SecurityEvent[]) => Promise<void>, log: Log) {
    this.#write = write;
    this.#log = log;
  }

  note({ kind, what, personId = null, membershipId = null, address, requestId }: Refusal): void {
    const find = (network: string) => {
      const key = [kind, what, personId, membershipId, network].join(' ');
      return { key, network, known: this.#gathered.get(key) };
    };
    let at = find(networkOf(address));
    if (!at.known && this.#gathered.size >= MOST) at = find('');
    if (at.known) at.known.times += 1;
    else
      this.#gathered.set(at.key, {
        kind,
        what,
        personId,
        membershipId,
        network: at.network,
        requestId,
        times: 1,
      });
    this.#timer ??= setTimeout(() => void this.flush(), EVERY_MS).unref();
  }

  /** Writes what has been gathered; a database that cannot take it costs no more than that. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = [...this.#gathered.values()];
    this.#gathered = new Map();
    if (events.length) this.#writing = this.#writing.then(() => this.#put(events));
    return this.#writing;
  }

  async #put(events: readonly SecurityEvent[]): Promise<void> {
    for (const { network: _network, ...said } of events) this.#log.warn(said, 'security event');
    await this.#write(events).catch((err: unknown) => this.#log.error({ err }, 'security events are lost'));
  }
}
