import { rateLimited } from './problem.ts';

/** Those of one tenant that may wait at once; whoever comes then is sent away. */
const MOST_WAITING = 200;
/** When to try again after that. */
const RETRY_MS = 2_000;

const tooMany = () => rateLimited('requests at once', RETRY_MS);

interface Queue {
  held: number;
  waiting: (() => void)[];
}

/**
 * A fair queue in front of the database's connections: one tenant holds a part of them at most, and those that are free go
 * round among the tenants that wait, however many requests each of them has. [S19]
 */
export class Turns {
  /** Who holds or wants connections, the one whose turn it is next first. */
  readonly #queues = new Map<string, Queue>();
  readonly #ofOne: number;
  #free: number;

  /** @param places how many connections there are. */
  constructor(places: number) {
    this.#free = places;
    this.#ofOne = Math.max(1, Math.floor(places * 0.4));
  }

  /**
   * Resolves, with what gives it back, when a connection may be taken; at once and without a promise if there is one.
   * @param patienceMs how long it may wait; undefined: as long as it takes.
   * @throws RATE_LIMITED if too many of this tenant are waiting already, or after having waited that long.
   */
  take(tenant: string, patienceMs?: number): (() => void) | Promise<() => void> {
    let queue = this.#queues.get(tenant);
    if (!queue) {
      queue = { held: 0, waiting: [] };
      this.#queues.set(tenant, queue);
    }
    const mine = queue;
    const leave = () => this.#giveBack(tenant, mine);
    if (this.#free > 0 && mine.held < this.#ofOne) {
      this.#free -= 1;
      mine.held += 1;
      return leave;
    }
    if (mine.waiting.length >= MOST_WAITING) throw tooMany();
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve(leave);
      };
      const giveUp = () => {
        mine.waiting.splice(mine.waiting.indexOf(begin), 1);
        this.#forgetIdle(tenant, mine);
        reject(tooMany());
      };
      const timer = patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs);
      mine.waiting.push(begin);
    });
  }

  #forgetIdle(tenant: string, { held, waiting }: Queue): void {
    if (!held && !waiting.length) this.#queues.delete(tenant);
  }

  #giveBack(tenant: string, queue: Queue): void {
    this.#free += 1;
    queue.held -= 1;
    this.#forgetIdle(tenant, queue);
    for (const [next, { held, waiting }] of this.#queues) {
      if (held >= this.#ofOne) continue;
      const begin = waiting.shift();
      if (!begin) continue;
      const turn = this.#queues.get(next) as Queue;
      this.#free -= 1;
      turn.held += 1;
      // Its next turn comes after everybody else's.
      this.#queues.delete(next);
      this.#queues.set(next, turn);
      begin();
      return;
    }
  }
}
