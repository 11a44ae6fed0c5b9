import type { Shape } from '../connector-kind.ts';
import { inOrder } from '../shape-rules.ts';
import { quoted } from './names.ts';
import type { SqlMailSettings } from './settings.ts';

/** What the table of aliases needs of the conversation. */
interface Conversation {
  ask<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** How an alias names its domain, which is there by then. */
  domainReference(address: string): Promise<unknown>;
}

/**
 * The table of aliases: where mail for an address goes. A row whose alias is a mailbox itself forwards its mail, and is no alias of
 * where it leads to.
 */
export class Aliases {
  readonly #talk: Conversation;
  readonly #table: string;
  readonly #alias: string;
  readonly #destination: string;
  readonly #domain: string;
  /** SQL: what row `a` calls an alias is a mailbox. */
  readonly #isMailbox: string;

  constructor(talk: Conversation, settings: SqlMailSettings) {
    this.#talk = talk;
    this.#table = quoted(settings.aliasTable);
    this.#alias = `a.${quoted(settings.aliasColumn)}`;
    this.#destination = `a.${quoted(settings.destinationColumn)}`;
    this.#domain = settings.aliasDomainColumn;
    this.#isMailbox = `exists (select from ${quoted(settings.mailboxTable)} m
      where lower(m.${quoted(settings.addressColumn)}) = lower(${this.#alias}))`;
  }

  /** The aliases of a mailbox. */
  async of(mailbox: string): Promise<string[]> {
    const rows = await this.#talk.ask<{ alias: string }>(
      `select lower(${this.#alias}) as alias from ${this.#table} a
        where lower(${this.#destination}) = $1 and lower(${this.#alias}) <> $1 and not ${this.#isMailbox}`,
      [mailbox],
    );
    return inOrder(rows.map(({ alias }) => alias));
  }

  /** Lets these, and no others, lead to a mailbox. */
  async set(mailbox: string, aliases: readonly string[]): Promise<void> {
    await this.#talk.ask(
      `delete from ${this.#table} a where lower(${this.#destination}) = $1
          and lower(${this.#alias}) <> $1 and lower(${this.#alias}) <> all ($2) and not ${this.#isMailbox}`,
      [mailbox, aliases],
    );
    for (const alias of aliases) await this.#leadTo(alias, mailbox);
  }

  /** Where the mail of a mailbox goes besides into it, and whether it goes into it, too. */
  async forwarding(mailbox: string): Promise<Shape> {
    const rows = await this.#talk.ask<{ address: string }>(
      `select lower(${this.#destination}) as address from ${this.#table} a where lower(${this.#alias}) = $1`,
      [mailbox],
    );
    const addresses = rows.map(({ address }) => address);
    const forwardTo = inOrder(addresses.filter((address) => address !== mailbox)).join(', ');
    return { forwardTo, ...(forwardTo && { keepsCopy: addresses.includes(mailbox) }) };
  }

  /** Postfix delivers to the destinations of an address only: a mailbox that keeps a copy is one of its own. */
  async setForwarding(mailbox: string, to: string, keepsCopy: boolean): Promise<void> {
    const stay = to ? [to, ...(keepsCopy ? [mailbox] : [])] : [mailbox];
    await this.#talk.ask(
      `delete from ${this.#table} a where lower(${this.#alias}) = $1 and lower(${this.#destination}) <> all ($2)`,
      [mailbox, stay],
    );
    if (to) for (const one of stay) await this.#leadTo(mailbox, one);
  }

  /** Follows a mailbox to another address: what leads to it, and what is forwarded from it. */
  async follow(from: string, to: string): Promise<void> {
    for (const column of [this.#destination, this.#alias])
      await this.#talk.ask(
        `update ${this.#table} a set ${column.slice(2)} = $2 where lower(${column}) = $1`,
        [from, to],
      );
  }

  /** Takes away whatever leads to a mailbox that is gone. */
  async remove(mailbox: string): Promise<void> {
    await this.#talk.ask(`delete from ${this.#table} a where lower(${this.#destination}) = $1`, [mailbox]);
  }

  /** Lets mail for an address go to a mailbox. */
  async #leadTo(address: string, mailbox: string): Promise<void> {
    const [alias, destination] = [this.#alias.slice(2), this.#destination.slice(2)];
    const domain = this.#domain ? [await this.#talk.domainReference(address)] : [];
    const columns = [alias, destination, ...(this.#domain ? [quoted(this.#domain)] : [])];
    await this.#talk.ask(
      `insert into ${this.#table} (${columns.join(', ')})
         select $1::text, $2::text${domain.length ? ', $3' : ''}
          where not exists (select from ${this.#table} a where lower(${this.#alias}) = $1 and lower(${this.#destination}) = $2)`,
      [address, mailbox, ...domain],
    );
  }
}
