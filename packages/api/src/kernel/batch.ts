import type pg from 'pg';
import { preparedNames } from './prepared.ts';

/** A statement that is prepared under its name; parameters and results are PostgreSQL's texts. */
export interface NamedStatement {
  name: string;
  text: string;
  parameters: readonly (string | null)[];
}

export interface Together {
  /** The rows of each statement that was begun. */
  rows: (string | null)[][][];
  /** PostgreSQL's refusal of the last of these. */
  error?: Error & { code?: string; severity?: string };
}

/**
 * Sends prepared statements to PostgreSQL together, in one round trip. Between them there is no `Sync`, so that they are one
 * transaction without any `begin` or `commit`: if one fails, those after it are not run and nothing is kept.
 */
export const sendTogether = (
  client: pg.ClientBase,
  statements: readonly NamedStatement[],
): Promise<Together> =>
  new Promise((resolve) => void client.query(new Batch(preparedNames(client), statements, resolve)));

/** What the driver calls as the messages of its protocol come in; its types do not tell of it. */
class Batch implements pg.Submittable {
  readonly #prepared: Set<string>;
  readonly #statements: readonly NamedStatement[];
  readonly #resolve: (together: Together) => void;
  readonly #rows: (string | null)[][][] = [[]];

  constructor(
    prepared: Set<string>,
    statements: readonly NamedStatement[],
    resolve: (together: Together) => void,
  ) {
    this.#prepared = prepared;
    this.#statements = statements;
    this.#resolve = resolve;
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    for (const { name, text, parameters } of this.#statements) {
      if (!this.#prepared.has(name)) {
        // Its execution may have failed before, after it had been prepared; to close what is not there is no error.
        wire.close({ type: 'S', name });
        wire.parse({ name, text });
      }
      wire.bind({ statement: name, values: parameters });
      wire.execute();
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#rows.at(-1)?.push(fields);
  }

  handleCommandComplete(): void {
    const statement = this.#statements[this.#rows.length - 1];
    if (statement) this.#prepared.add(statement.name);
    this.#rows.push([]);
  }

  handleReadyForQuery(): void {
    this.#resolve({ rows: this.#rows.slice(0, -1) });
  }

  handleError(error: Error): void {
    this.#resolve({ rows: this.#rows, error });
  }
}

/** The driver's connection, as far as it is used here. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  close(what: { type: 'S'; name: string }): void;
  parse(what: { name: string; text: string }): void;
  bind(what: { statement: string; values: readonly (string | null)[] }): void;
  execute(): void;
  sync(): void;
}
