/** Gathers the parameters of one SQL statement while its text is being written. */
export class Statement {
  readonly parameters: unknown[] = [];
  #aliases = 0;
  #objects = 0;

  /** A placeholder for the value, cast so that PostgreSQL need not guess. */
  bind(value: unknown, type = 'text'): string {
    this.parameters.push(value);
    return `$${this.parameters.length}::${type}`;
  }

  /** A fresh alias for a table. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** Counts the rows a query may ask for; `limit` bounds its cost. [S28] */
  count(objects: number): number {
    this.#objects += objects;
    return this.#objects;
  }
}
