import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { boundedSocket } from '../../../../kernel/outbound-socket.ts';
import { checkHost } from '../../../../kernel/outbound-target.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { Aliases } from './aliases.ts';
import { OTHER, sqlFault } from './faults.ts';
import { quoted } from './names.ts';
import { domainOf } from './plan.ts';
import type { SqlMailCredentials, SqlMailSettings } from './settings.ts';

/** More than a session ever has to read. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

const BYTES: Record<SqlMailSettings['quotaUnit'], number> = {
  BYTES: 1,
  KILOBYTES: 1024,
  MEGABYTES: 1024 ** 2,
  GIGABYTES: 1024 ** 3,
};
const MEGABYTE = 1024 ** 2;

/** Signs in to the database of a mail platform; throws what `ConnectorSession` says. */
export async function openMailSession(
  settings: SqlMailSettings,
  { user, password }: SqlMailCredentials,
  { allowPrivate, signal, timeoutMs }: Line,
): Promise<ConnectorSession> {
  try {
    const { address, servername, trusted } = await checkHost(settings.host, settings.port, allowPrivate);
    if (!settings.encrypted && !trusted) {
      throw new ConnectorFault(
        'NOT_SENT',
        `The ${OTHER} must be spoken to by TLS: staff must change its settings.`,
      );
    }
    const client = new pg.Client({
      host: address,
      port: settings.port,
      database: settings.database,
      user,
      password,
      ssl: settings.encrypted && { servername, ...(settings.authority && { ca: settings.authority }) },
      stream: () => boundedSocket(MAX_ANSWER_BYTES, signal),
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
      application_name: 'Steward',
    });
    // What is under way fails with it; without a listener it would end the process.
    client.on('error', () => undefined);
    await client.connect();
    return new MailSession(client, settings);
  } catch (error) {
    throw sqlFault(error);
  }
}

class MailSession implements ConnectorSession {
  readonly #client: pg.Client;
  readonly #settings: SqlMailSettings;
  readonly #aliases: Aliases;

  constructor(client: pg.Client, settings: SqlMailSettings) {
    this.#client = client;
    this.#settings = settings;
    this.#aliases = new Aliases(
      {
        ask: (sql, values) => this.#ask(sql, values),
        domainReference: (address) => this.#domainReference(domainOf(address)),
      },
      settings,
    );
  }

  async test(): Promise<string> {
    const { domainTable, mailboxTable, aliasTable, ...s } = this.#settings;
    const columns: [table: string, needed: readonly string[]][] = [
      [domainTable, [s.domainColumn, s.domainIdColumn]],
      [
        mailboxTable,
        [
          s.addressColumn,
          s.referenceColumn,
          s.nameColumn,
          s.quotaColumn,
          s.activeColumn,
          s.passwordColumn,
          s.localPartColumn,
          s.maildirColumn,
          s.mailboxDomainColumn,
        ],
      ],
      [aliasTable, [s.aliasColumn, s.destinationColumn, s.aliasDomainColumn]],
    ];
    for (const [table, needed] of columns) {
      const names = needed.filter(Boolean).map(quoted);
      await this.#ask(`select ${names.join(', ')} from ${quoted(table)} limit 0`);
      const [may] = await this.#ask<{ change: boolean }>(
        `select has_table_privilege($1::regclass, 'insert') and has_table_privilege($1::regclass, 'update')
           and has_table_privilege($1::regclass, 'delete') as change`,
        [quoted(table)],
      );
      if (!may?.change) {
        throw new ConnectorFault('REFUSED', `The ${OTHER} does not let this user change the table ${table}.`);
      }
    }
    const [found] = await this.#ask<{ version: string; domains: string; mailboxes: string }>(
      `select current_setting('server_version') as version, (select count(*) from ${quoted(domainTable)}) as domains,
          (select count(*) from ${quoted(mailboxTable)}) as mailboxes`,
    );
    return `Signed in to PostgreSQL ${found?.version}. Domains: ${found?.domains}, mailboxes: ${found?.mailboxes}.`;
  }

  async observe({ person, company, subscriptionId, mail }: Wanted): Promise<Shape | null> {
    if (!person) return this.#observeDomains(company.domains);
    const mailbox = await this.#mailboxOf(subscriptionId, person.address?.toLowerCase() ?? '');
    if (!mailbox) return null;
    const { domainTable, domainColumn } = this.#settings;
    const domain = domainOf(mailbox.address);
    const [found] = await this.#ask(
      `select 1 from ${quoted(domainTable)} where lower(${quoted(domainColumn)}) = $1`,
      [domain],
    );
    return {
      ...(found && { domain }),
      mailbox: mailbox.address,
      ...(mailbox.reference && { reference: mailbox.reference }),
      ...(mailbox.name !== null && { name: mailbox.name }),
      ...(mailbox.quota !== null && {
        quotaMegabytes: Math.round((Number(mailbox.quota) * BYTES[this.#settings.quotaUnit]) / MEGABYTE),
      }),
      ...(mailbox.active !== null && { active: TRUE.includes(mailbox.active.toLowerCase()) }),
      aliases: await this.#aliases.of(mailbox.address),
      ...(mail.forwardTo !== undefined && (await this.#aliases.forwarding(mailbox.address))),
    };
  }

  /** By the subscription's id where the table keeps it, else by the address; one that nobody claims is taken over. */
  async #mailboxOf(subscriptionId: string, address: string): Promise<MailboxRow | undefined> {
    const { mailboxTable, addressColumn, referenceColumn, nameColumn, quotaColumn, activeColumn } =
      this.#settings;
    const text = (column: string): string => (column ? `${quoted(column)}::text` : 'null');
    const [row] = await this.#ask<MailboxRow>(
      `select lower(${quoted(addressColumn)}) as address, ${text(nameColumn)} as name, ${text(quotaColumn)} as quota, ${text(activeColumn)} as active, ${text(referenceColumn)} as reference
         from ${quoted(mailboxTable)}
        where ${
          referenceColumn
            ? `${quoted(referenceColumn)}::text = $2 or lower(${quoted(addressColumn)}) = $1 and coalesce(${quoted(referenceColumn)}::text, '') = ''`
            : `lower(${quoted(addressColumn)}) = $1 and $2::text is not null`
        }
        order by ${referenceColumn ? `${quoted(referenceColumn)}::text = $2 desc nulls last` : '1'} limit 1`,
      [address, subscriptionId],
    );
    return row;
  }

  async #observeDomains(domains: readonly string[]): Promise<Shape | null> {
    const { domainTable, domainColumn } = this.#settings;
    const there = await this.#ask<{ domain: string }>(
      `select distinct lower(${quoted(domainColumn)}) as domain from ${quoted(domainTable)} where lower(${quoted(domainColumn)}) = any ($1)`,
      [domains.map((domain) => domain.toLowerCase())],
    );
    return there.length ? { domains: inOrder(there.map(({ domain }) => domain)) } : null;
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    const { subscriptionId, person } = wanted;
    const mailbox = String(changes.mailbox ?? person?.address?.toLowerCase());
    switch (name) {
      case 'add-domain':
        return this.#locked(String(changes.domain), () => this.#addDomain(String(changes.domain)));
      case 'remove-domain':
        return this.#locked(String(changes.domain), () => this.#removeDomain(String(changes.domain)));
      case 'create-mailbox':
        return this.#locked(mailbox, () => this.#createMailbox(subscriptionId, mailbox, changes));
      case 'claim-mailbox':
      case 'rename-mailbox':
        return this.#locked(mailbox, () => this.#renameMailbox(subscriptionId, mailbox));
      case 'change-mailbox':
        return this.#locked(mailbox, () => this.#changeMailbox(subscriptionId, mailbox, changes));
      case 'set-aliases':
        return this.#locked(mailbox, () => this.#aliases.set(mailbox, texts(changes.aliases)));
      case 'set-forwarding':
        return this.#locked(mailbox, () =>
          this.#aliases.setForwarding(mailbox, String(changes.forwardTo), changes.keepsCopy === true),
        );
      case 'remove-mailbox':
        return this.#locked(mailbox, () => this.#removeMailbox(subscriptionId, mailbox));
      default:
        throw new Error(`A mail platform has no step ${name}.`);
    }
  }

  async #addDomain(domain: string): Promise<void> {
    const { domainTable, domainColumn } = this.#settings;
    await this.#ask(
      `insert into ${quoted(domainTable)} (${quoted(domainColumn)}) select $1::text
        where not exists (select from ${quoted(domainTable)} where lower(${quoted(domainColumn)}) = $1)`,
      [domain],
    );
  }

  async #removeDomain(domain: string): Promise<void> {
    const { domainTable, domainColumn, mailboxTable, addressColumn } = this.#settings;
    const [used] = await this.#ask(
      `select 1 from ${quoted(mailboxTable)} where lower(split_part(${quoted(addressColumn)}, '@', 2)) = $1 limit 1`,
      [domain],
    );
    if (used) throw new ConnectorFault('REFUSED', `The domain ${domain} still has mailboxes.`);
    await this.#ask(`delete from ${quoted(domainTable)} where lower(${quoted(domainColumn)}) = $1`, [domain]);
  }

  async #createMailbox(subscriptionId: string, mailbox: string, changes: Shape): Promise<void> {
    const s = this.#settings;
    const held = await this.#mailboxOf(subscriptionId, mailbox);
    if (held) {
      await this.#renameMailbox(subscriptionId, mailbox);
      return this.#changeMailbox(subscriptionId, mailbox, changes);
    }
    await this.#assertFree(mailbox);
    const domain = domainOf(mailbox);
    const localPart = mailbox.slice(0, -domain.length - 1);
    const columns: Record<string, unknown> = {
      [s.addressColumn]: mailbox,
      ...(s.localPartColumn && { [s.localPartColumn]: localPart }),
      ...(s.maildirColumn && { [s.maildirColumn]: `${domain}/${localPart}/` }),
      // A hash that is nothing's, under a scheme that is named: nobody signs in with it, whatever the platform takes for granted.
      ...(s.passwordColumn && { [s.passwordColumn]: `{SHA512}${randomBytes(64).toString('base64')}` }),
      ...(s.mailboxDomainColumn && { [s.mailboxDomainColumn]: await this.#domainReference(domain) }),
      ...(s.referenceColumn && { [s.referenceColumn]: subscriptionId }),
      ...this.#columnsOf(changes),
    };
    const names = Object.keys(columns);
    await this.#ask(
      `insert into ${quoted(s.mailboxTable)} (${names.map(quoted).join(', ')}) values (${names.map((_name, place) => `$${place + 1}`).join(', ')})`,
      Object.values(columns),
    );
  }

  async #renameMailbox(subscriptionId: string, mailbox: string): Promise<void> {
    const s = this.#settings;
    const held = await this.#mailboxOf(subscriptionId, mailbox);
    if (!held) throw new ConnectorFault('UNAVAILABLE', `The mailbox ${mailbox} has gone meanwhile.`);
    if (held.address !== mailbox) await this.#assertFree(mailbox);
    const domain = domainOf(mailbox);
    await this.#update(held.address, {
      [s.addressColumn]: mailbox,
      ...(s.localPartColumn && { [s.localPartColumn]: mailbox.slice(0, -domain.length - 1) }),
      ...(s.mailboxDomainColumn && { [s.mailboxDomainColumn]: await this.#domainReference(domain) }),
      ...(s.referenceColumn && { [s.referenceColumn]: subscriptionId }),
    });
    await this.#aliases.follow(held.address, mailbox);
  }

  async #changeMailbox(subscriptionId: string, mailbox: string, changes: Shape): Promise<void> {
    const held = await this.#mailboxOf(subscriptionId, mailbox);
    if (!held) throw new ConnectorFault('UNAVAILABLE', `The mailbox ${mailbox} has gone meanwhile.`);
    await this.#update(held.address, this.#columnsOf(changes));
  }

  async #update(address: string, columns: Readonly<Record<string, unknown>>): Promise<void> {
    const { mailboxTable, addressColumn } = this.#settings;
    const names = Object.keys(columns);
    if (!names.length) return;
    await this.#ask(
      `update ${quoted(mailboxTable)} set ${names.map((name, place) => `${quoted(name)} = $${place + 2}`).join(', ')} where lower(${quoted(addressColumn)}) = $1`,
      [address, ...Object.values(columns)],
    );
  }

  async #removeMailbox(subscriptionId: string, mailbox: string): Promise<void> {
    const { mailboxTable, addressColumn, referenceColumn } = this.#settings;
    const gone = await this.#ask(
      `delete from ${quoted(mailboxTable)} where lower(${quoted(addressColumn)}) = $1 and ${
        referenceColumn
          ? `coalesce(nullif(${quoted(referenceColumn)}::text, ''), $2) = $2`
          : '$2::text is not null'
      } returning 1`,
      [mailbox, subscriptionId],
    );
    if (gone.length) await this.#aliases.remove(mailbox);
  }

  async #assertFree(mailbox: string): Promise<void> {
    const { mailboxTable, addressColumn } = this.#settings;
    const [taken] = await this.#ask(
      `select 1 from ${quoted(mailboxTable)} where lower(${quoted(addressColumn)}) = $1`,
      [mailbox],
    );
    if (taken)
      throw new ConnectorFault('REFUSED', `The mailbox ${mailbox} exists already, for another subscription.`);
  }

  /** How mailboxes and aliases name a domain, which is there by then. */
  async #domainReference(domain: string): Promise<unknown> {
    const { domainTable, domainColumn, domainIdColumn } = this.#settings;
    if (!domainIdColumn) return domain;
    await this.#addDomain(domain);
    const [row] = await this.#ask<{ id: unknown }>(
      `select ${quoted(domainIdColumn)} as id from ${quoted(domainTable)} where lower(${quoted(domainColumn)}) = $1`,
      [domain],
    );
    return row?.id;
  }

  #columnsOf({ name, quotaMegabytes, active }: Shape): Record<string, unknown> {
    const { nameColumn, quotaColumn, activeColumn, quotaUnit } = this.#settings;
    return {
      ...(nameColumn && name !== undefined && { [nameColumn]: name }),
      ...(quotaColumn &&
        quotaMegabytes !== undefined && {
          [quotaColumn]: String(Math.round((Number(quotaMegabytes) * MEGABYTE) / BYTES[quotaUnit])),
        }),
      // As text both a boolean and a number take it.
      ...(activeColumn && active !== undefined && { [activeColumn]: active ? '1' : '0' }),
    };
  }

  /** A step is one transaction, and two that concern the same are one after the other. */
  async #locked(key: string, work: () => Promise<void>): Promise<void> {
    await this.#ask('begin');
    try {
      await this.#ask('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`steward ${key}`]);
      await work();
      await this.#ask('commit');
    } catch (error) {
      await this.#client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  async #ask<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    try {
      const { rows } = await this.#client.query<T>(sql, [...values]);
      return rows;
    } catch (error) {
      throw sqlFault(error);
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

const TRUE: readonly string[] = ['1', 't', 'true', 'y', 'yes'];

interface MailboxRow {
  address: string;
  name: string | null;
  quota: string | null;
  active: string | null;
  reference: string | null;
}
