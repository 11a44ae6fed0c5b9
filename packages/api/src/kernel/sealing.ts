import { setImmediate } from 'node:timers/promises';
import { type FetchKeys, type Keyring, keyLock, placeOf } from './keyring.ts';
import { type Class, columnOf, propertyOf, type TableDefinition, tableOf } from './table.ts';
import './tenant-key.ts';
import type { WrappedKey } from './wrapping.ts';

/** SQL: the wrapped keys of these ids. */
export const KEYS = 'select id, wrapped from named_keys($1::uuid[])';
/** Keeps the key of this tenant in force until the transaction ends: whoever retires it waits. */
const HOLD_KEY = `select pg_advisory_xact_lock_shared(${keyLock('$1')})`;

/** Rows sealed between two turns of the event loop: some 2 ms. */
const AT_ONCE = 200;

export type Row = Record<string, unknown>;

/** A sealed value as the database holds it and as it reads. */
interface Held {
  sealed: string | null;
  text: string | null;
}

/** Runs one SQL statement in the transaction. */
type Query = <Found extends object>(text: string, parameters: readonly unknown[]) => Promise<Found[]>;

/** What one transaction seals under the keys of its tenants, and what it has opened. [S55] */
export class Sealing {
  readonly #keyring: Keyring;
  readonly #query: Query;
  readonly #now: Date;
  /** Rows of the ORM whose sealed values are open, with what the database holds of these. */
  readonly #opened = new Map<Row, { table: TableDefinition; held: Record<string, Held> }>();
  /** The data key of each tenant that something was sealed for. */
  readonly #keyIds = new Map<string, Promise<string>>();

  constructor(keyring: Keyring, query: Query, now: Date) {
    this.#keyring = keyring;
    this.#query = query;
    this.#now = now;
  }

  readonly fetchKeys: FetchKeys = (ids) => this.#query<WrappedKey>(KEYS, [ids]);

  /** Writes what the ORM has changed by `write`, which finds the opened rows closed; they are open again afterwards. */
  async closed(write: () => Promise<void>): Promise<void> {
    const opened = [...this.#opened];
    const texts = opened.map(([row, { held }]) =>
      Object.fromEntries(Object.keys(held).map((property) => [property, row[property]])),
    );
    for (const [row, known] of opened) await this.#close(row, known);
    await write();
    for (const [i, [row]] of opened.entries()) Object.assign(row, texts[i]);
  }

  /** Gives a row of the ORM the ciphertext of what is sealed in it: as it was, unless the value is another now. */
  async #close(
    row: Row,
    { table, held }: { table: TableDefinition; held: Record<string, Held> },
  ): Promise<void> {
    for (const [property, before] of Object.entries(held)) {
      const text = row[property] as string | null;
      if (text !== before.text) {
        const sealed = text && (await this.#seal(table, columnOf(property), row, text));
        held[property] = { text, sealed };
      }
      row[property] = held[property]?.sealed;
    }
  }

  async #seal(table: TableDefinition, column: string, row: Row, text: string): Promise<string> {
    const { tenant } = table.options;
    if (tenant === 'none') throw new Error(`The table ${table.table} has no tenant to seal anything for.`);
    const reseller = row[propertyOf(tenant.reseller)] as string;
    const company = (tenant.company ? row[propertyOf(tenant.company)] : null) as string | null;
    const keyId = await this.#keyIdFor(reseller, company);
    const place = placeOf(table.table, column, row.id as string);
    return table.sought.has(column)
      ? this.#keyring.sealSought(keyId, text, place)
      : this.#keyring.seal(keyId, text, place);
  }

  #keyIdFor(resellerId: string, companyId: string | null): Promise<string> {
    const tenant = companyId ?? resellerId;
    const known = this.#keyIds.get(tenant) ?? this.#currentKey(resellerId, companyId);
    this.#keyIds.set(tenant, known);
    return known;
  }

  /** The tenant's data key in force, which stays so until this transaction ends; the first to need one makes it. */
  async #currentKey(resellerId: string, companyId: string | null): Promise<string> {
    const keyring = this.#keyring;
    const tenant = companyId ?? resellerId;
    await this.#query(HOLD_KEY, [tenant]);
    let [key] = await this.#query<WrappedKey>('select id, wrapped from key_in_force($1)', [tenant]);
    if (!key) {
      const [made] = (await keyring.make(1)) as [WrappedKey];
      [key] = await this.#query<WrappedKey>('select id, wrapped from keep_first_key($1, $2, $3, $4, $5)', [
        made.id,
        resellerId,
        companyId,
        made.wrapped,
        this.#now,
      ]);
    }
    if (!key) throw new Error('This tenant has no key.');
    await keyring.learn([key]);
    return key.id;
  }

  /** Copies of new rows as they are written, as `Scope.sealed` says. */
  async sealed<T extends object>(target: Class, rows: readonly T[]): Promise<T[]> {
    const table = tableOf(target);
    const copies: Row[] = [];
    for (const row of rows) {
      if (copies.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
      copies.push(await this.#sealedRow(table, { ...row } as Row));
    }
    return copies as T[];
  }

  async #sealedRow(table: TableDefinition, row: Row): Promise<Row> {
    const inside = async (
      values: Row,
      members: readonly string[],
      columnOfMember: (member: string) => string,
    ) => {
      for (const member of members) {
        const text = values[member] as string | null | undefined;
        if (text) values[member] = await this.#seal(table, columnOfMember(member), row, text);
      }
      return values;
    };
    await inside(row, table.sealed, columnOf);
    for (const [property, plan] of table.fields) {
      if (plan.kind !== 'object' || !plan.sealed.length || !Array.isArray(row[property])) continue;
      row[property] = await Promise.all(
        row[property].map((values: Row) => inside({ ...values }, plan.sealed, () => plan.column)),
      );
    }
    return row;
  }

  /** Copies of rows as they read, as `Scope.opened` says. */
  async opened<T extends object>(target: Class, rows: readonly T[]): Promise<T[]> {
    const { table, sealed } = tableOf(target);
    const held = (row: T) => sealed.filter((property) => (row as Row)[property]);
    await this.#keyring.learnFor(
      rows.flatMap((row) => held(row).map((property) => (row as Row)[property] as string)),
      this.fetchKeys,
    );
    const copies: T[] = [];
    for (const row of rows) {
      if (copies.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
      const texts = held(row).map((property) => {
        const place = placeOf(table, columnOf(property), (row as Row).id as string);
        return [property, this.#keyring.open((row as Row)[property] as string, place)];
      });
      copies.push({ ...row, ...Object.fromEntries(texts) });
    }
    return copies;
  }

  /** Opens what is sealed in a row that the ORM has just read. */
  async open(row: Row, table: TableDefinition): Promise<void> {
    if (!table.sealed.length || this.#opened.has(row)) return;
    const keyring = this.#keyring;
    const values = table.sealed.map((property) => [property, row[property] as string | null] as const);
    await keyring.learnFor(
      values.flatMap(([, sealed]) => sealed ?? []),
      this.fetchKeys,
    );
    const held: Record<string, Held> = {};
    for (const [property, sealed] of values) {
      const place = placeOf(table.table, columnOf(property), row.id as string);
      const text = sealed === null ? null : keyring.open(sealed, place);
      held[property] = { sealed, text };
      row[property] = text;
    }
    this.#opened.set(row, { table, held });
  }
}
