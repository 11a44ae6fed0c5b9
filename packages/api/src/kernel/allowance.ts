/** How much may be used: at once, and each second from then on. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Those who have used the least are forgotten when there are more. */
const MOST_KEYS = 50_000;

/**
 * What each of many may use up, in this process: it is filled to the brim at first and fills up again as time goes by. Costs
 * a look-up, and no timer.
 */
export class Allowance {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  readonly #used = new Map<string, { used: number; atMs: number }>();

  constructor(rate: Rate, nowMs: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#nowMs = nowMs;
  }

  /** Milliseconds until there will be so much for this one; 0 if there is. What costs more than all of it takes all of it. */
  waitMs(key: string, cost: number): number {
    const { burst, perSecond } = this.#rate;
    return Math.ceil((Math.max(0, this.#usedBy(key) + Math.min(cost, burst) - burst) * 1000) / perSecond);
  }

  /** Uses so much up. */
  use(key: string, cost: number): void {
    const used = this.#usedBy(key) + cost;
    const known = this.#used.get(key);
    if (known) {
      known.used = used;
      known.atMs = this.#nowMs();
      return;
    }
    if (this.#used.size >= MOST_KEYS) this.#forget();
    this.#used.set(key, { used, atMs: this.#nowMs() });
  }

  #usedBy(key: string): number {
    const known = this.#used.get(key);
    if (!known) return 0;
    return Math.max(0, known.used - ((this.#nowMs() - known.atMs) * this.#rate.perSecond) / 1000);
  }

  /** Whoever has all of it again is as good as unknown; if nobody has, the oldest half goes. */
  #forget(): void {
    for (const key of this.#used.keys()) if (this.#usedBy(key) === 0) this.#used.delete(key);
    if (this.#used.size < MOST_KEYS) return;
    let left = MOST_KEYS / 2;
    for (const key of this.#used.keys()) {
      if (left === 0) return;
      left -= 1;
      this.#used.delete(key);
    }
  }
}
