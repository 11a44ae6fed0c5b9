/** Places of the worker that the jobs of one lane may hold at once. */
const OF_ONE_LANE = 3;
/** The part of the places that the jobs of one tenant may hold at once. */
const OF_ONE_TENANT = 2 / 3;
/** Places that are always left for jobs that are in no lane. */
const ALWAYS_FREE = 2;

/** The flag of every job that is in a lane, whichever; `flags_of` in the database writes the flags. */
const ANY_LANE = 'lane';
/** What the flag of a tenant begins with. */
const TENANT = 'tenant ';

/**
 * Keeps jobs that call the outside from holding up all others, and one tenant's from holding up another's: a slow or hanging
 * target, or ten thousand jobs of one tenant, fill their own part of the places and no more. Counts the jobs of this process.
 */
export class Lanes {
  readonly #held = new Map<string, number>();
  readonly #places: number;

  /** @param places how many jobs the worker does at once. */
  constructor(places: number) {
    this.#places = places;
  }

  /** Flags of jobs that are not to be fetched now. */
  full(): string[] {
    return [...this.#held.keys()].filter((flag) => this.#isFull(flag));
  }

  /**
   * Takes a place for a job with these flags and returns what gives it back; undefined if one of them is full, which can be
   * although `full` was heeded: several places of the worker fetch at the same moment.
   */
  enter(flags: readonly string[]): (() => void) | undefined {
    if (flags.some((flag) => this.#isFull(flag))) return undefined;
    for (const flag of flags) this.#held.set(flag, (this.#held.get(flag) ?? 0) + 1);
    return () => {
      for (const flag of flags) {
        const left = (this.#held.get(flag) ?? 1) - 1;
        if (left) this.#held.set(flag, left);
        else this.#held.delete(flag);
      }
    };
  }

  #isFull(flag: string): boolean {
    return (this.#held.get(flag) ?? 0) >= this.#most(flag);
  }

  #most(flag: string): number {
    if (flag === ANY_LANE) return Math.max(1, this.#places - ALWAYS_FREE);
    return flag.startsWith(TENANT) ? Math.max(1, Math.floor(this.#places * OF_ONE_TENANT)) : OF_ONE_LANE;
  }
}
