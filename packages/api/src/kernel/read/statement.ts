import { isId } from '@steward/shared';
import { Problem } from '../problem.ts';

/** Gathers the parameters of one SQL statement while its text is being written. */
export class Statement {
  readonly parameters: (string | null)[] = [];
  #aliases = 0;

  /** A placeholder for the value, cast so that PostgreSQL need not guess. */
  bind(value: unknown, type = 'text'): string {
    // PostgreSQL has no such character, so nothing can match it; it would fail the whole transaction instead.
    if (typeof value === 'string' && value.includes('\0')) {
      throw new Problem('INVALID_INPUT', 'A value may not contain control characters.');
    }
    // What is no id at all equals nothing, as an id that does not exist does.
    const isNothing = value === null || value === undefined || (type === 'uuid' && !isId(String(value)));
    this.parameters.push(isNothing ? null : String(value));
    return `$${this.parameters.length}::${type}`;
  }

  /** A fresh alias for a table. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }
}
