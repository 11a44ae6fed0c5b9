/** Places of the worker that the jobs of one lane may hold at once. */
const OF_ONE_LANE = 3;
/** Places that are always left for jobs that are in no lane. */
const ALWAYS_FREE = 2;

/** The flag of every job that is in a lane, whichever; `enqueue` in the database writes both flags. */
const ANY_LANE = 'lane';

/**
 * Keeps jobs that call the outside from holding up all others: a slow or hanging target fills its own lane and no more.
 * Counts the jobs of this process.
 */
export class Lanes {
  readonly #held = new Map<string, number>();
  readonly #inAll: number;
  #total = 0;

  /** @param places how many jobs the worker does at once. */
  constructor(places: number) {
    this.#inAll = Math.max(1, places - ALWAYS_FREE);
  }

  /** Flags of jobs that are not to be fetched now. */
  full(): string[] {
    if (this.#total >= this.#inAll) return [ANY_LANE];
    return [...this.#held].filter(([, held]) => held >= OF_ONE_LANE).map(([lane]) => lane);
  }

  /**
   * Takes a place in the lane that a job's flags name and returns what gives it back; undefined if the lane is full, which
   * can be although `full` was heeded: several places of the worker fetch at the same moment.
   */
  enter(flags: readonly string[]): (() => void) | undefined {
    const lane = flags.find((flag) => flag !== ANY_LANE);
    if (!lane) return () => {};
    const held = this.#held.get(lane) ?? 0;
    if (held >= OF_ONE_LANE || this.#total >= this.#inAll) return undefined;
    this.#held.set(lane, held + 1);
    this.#total += 1;
    return () => {
      this.#total -= 1;
      const left = (this.#held.get(lane) ?? 1) - 1;
      if (left) this.#held.set(lane, left);
      else this.#held.delete(lane);
    };
  }
}
