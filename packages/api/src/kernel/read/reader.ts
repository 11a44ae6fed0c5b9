import type { Level } from '@steward/shared';
import type { Caller } from '../actor.ts';
import { assertAllowed, type Requirement } from '../allowed.ts';
import type { Permission } from '../permission.ts';
import { Problem } from '../problem.ts';

/** Objects one operation may ask for over all its lists. [S28] */
const LARGEST_RESULT = 20_000;

/** Who reads in one operation, and how much it has asked for: all its root fields share one. */
export class Reader {
  readonly level: Level | undefined;
  readonly #caller: Caller;
  /** How many objects have been asked for. */
  objects = 0;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.level = caller.kind === 'member' ? caller.level : undefined;
  }

  /** Undefined for who is not a member. */
  get permissions(): ReadonlySet<Permission> | undefined {
    return this.#caller.kind === 'member' ? this.#caller.permissions : undefined;
  }

  /** Throws UNAUTHENTICATED or FORBIDDEN unless the reader meets the requirement. */
  assertAllowed(requirement: Requirement): void {
    assertAllowed(this.#caller, requirement);
  }

  /** Counts objects that are asked for; throws if the operation asks for too many. */
  asks(objects: number): void {
    this.objects += objects;
    if (this.objects > LARGEST_RESULT) {
      throw new Problem(
        'INVALID_INPUT',
        `The query may ask for at most ${LARGEST_RESULT} objects: ask for smaller pages.`,
      );
    }
  }
}
