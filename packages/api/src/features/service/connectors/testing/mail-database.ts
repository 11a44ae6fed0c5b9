import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Wanted } from '../connector-kind.ts';
import { type SqlMailCredentials, type SqlMailSettings, sqlMailSettings } from '../sql-mail/settings.ts';
import type { RemoteSide } from './connector-contract.ts';

/** How two known platforms keep their mailboxes. */
export const LAYOUTS = {
  numbered: {
    tables: `
      create table virtual_domains (id serial primary key, name varchar(255) not null unique);
      create table virtual_users (id serial primary key, domain_id int not null references virtual_domains on delete cascade,
        email varchar(255) not null unique, full_name text, password varchar(150) not null, quota bigint not null default 0,
        enabled boolean not null default true, reference text);
      create table virtual_aliases (id serial primary key, domain_id int not null references virtual_domains on delete cascade,
        source varchar(255) not null, destination varchar(255) not null);`,
    settings: {
      domainIdColumn: 'id',
      referenceColumn: 'reference',
      nameColumn: 'full_name',
      quotaColumn: 'quota',
      activeColumn: 'enabled',
      passwordColumn: 'password',
      mailboxDomainColumn: 'domain_id',
      aliasDomainColumn: 'domain_id',
    },
  },
  postfixadmin: {
    tables: `
      create schema "Mail";
      create table "Mail".domain (domain text primary key, created timestamptz not null default now());
      create table "Mail".mailbox (username text primary key, password text not null, name text not null default '',
        maildir text not null, local_part text not null, quota bigint not null default 0, domain text not null references "Mail".domain,
        active smallint not null default 1, "order" text);
      create table "Mail".alias (address text not null, goto text not null, domain text not null, active boolean not null default true);`,
    settings: {
      domainTable: 'Mail.domain',
      domainColumn: 'domain',
      mailboxTable: 'Mail.mailbox',
      addressColumn: 'username',
      referenceColumn: 'order',
      nameColumn: 'name',
      quotaColumn: 'quota',
      quotaUnit: 'MEGABYTES',
      activeColumn: 'active',
      passwordColumn: 'password',
      localPartColumn: 'local_part',
      maildirColumn: 'maildir',
      mailboxDomainColumn: 'domain',
      aliasTable: 'Mail.alias',
      aliasColumn: 'address',
      destinationColumn: 'goto',
      aliasDomainColumn: 'domain',
    },
  },
} as const;

/** A mail platform's database on the server of the run, with a login of its own. */
export async function startMailDatabase(layout: keyof typeof LAYOUTS): Promise<
  RemoteSide<SqlMailSettings, SqlMailCredentials> & {
    sql: (text: string, values?: unknown[]) => Promise<object[]>;
  }
> {
  const server = new URL(inject('superuserUrl'));
  const name = `mail_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const { tables, settings } = LAYOUTS[layout];
  const once = async (url: URL, ...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: url.toString() });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await once(
    server,
    `create role ${name} login password '${password}'`,
    `create database ${name} owner ${name}`,
  );
  const own = new URL(server);
  own.pathname = `/${name}`;
  own.username = name;
  own.password = password;
  const pool = new pg.Pool({ connectionString: own.toString(), max: 2 });
  pool.on('error', () => undefined);
  await pool.query(tables);
  const sql = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const parsed = sqlMailSettings.parse({ host: '127.0.0.1', database: name, encrypted: false, ...settings });
  const box = (column: string) => `${parsed.mailboxTable.replace('Mail', '"Mail"')} set ${column}`;
  const update = (change: string) => async (wanted: Wanted) => {
    await sql(`update ${box(change)} where ${parsed.addressColumn} = $1`, [wanted.person?.address]);
  };
  const quotedReference = `"${parsed.referenceColumn}"`;
  const mailboxes = parsed.mailboxTable.replace('Mail', '"Mail"');
  const aliases = parsed.aliasTable.replace('Mail', '"Mail"');
  return {
    host: '127.0.0.1',
    port: Number(server.port),
    sql,
    settingsAt: (host, port) => ({ ...parsed, host, port }),
    credentials: { user: name, password },
    wrongCredentials: { user: name, password: 'hunter2-is-not-it' },
    wrongSecret: 'hunter2-is-not-it',
    count: async () => Number(((await sql(`select count(*) as n from ${mailboxes}`))[0] as { n: string }).n),
    drift: {
      name: update(`${parsed.nameColumn} = 'Somebody Else'`),
      quotaMegabytes: update(`${parsed.quotaColumn} = 1048576`),
      active: update(`${parsed.activeColumn} = '0'`),
      mailbox: update(`${parsed.addressColumn} = 'moved.' || ${parsed.addressColumn}`),
      reference: update(`${quotedReference} = null`),
      aliases: async (wanted) => {
        await sql(`delete from ${aliases} where ${parsed.aliasColumn} = $1`, [wanted.person?.aliases[0]]);
      },
    },
    passing: {
      async forwardTo(wanted) {
        const { address } = wanted.person ?? {};
        await sql(`delete from ${aliases} where ${parsed.aliasColumn} = $1`, [address]);
        const [domain] = await sql(
          `select ${parsed.aliasDomainColumn} as domain from ${aliases} where ${parsed.destinationColumn} = $1 limit 1`,
          [address],
        );
        await sql(
          `insert into ${aliases} (${parsed.aliasColumn}, ${parsed.destinationColumn}, ${parsed.aliasDomainColumn}) values ($1, 'else@elsewhere.example', $2)`,
          [address, (domain as { domain: unknown }).domain],
        );
      },
    },
    async vanish(wanted) {
      await sql(`delete from ${mailboxes} where ${parsed.addressColumn} = $1`, [wanted.person?.address]);
    },
    crowd: {
      retryAfterMs: 30_000,
      begin: () => once(server, `alter role ${name} connection limit 0`),
      end: () => once(server, `alter role ${name} connection limit -1`),
    },
    readOnly: (on) =>
      once(server, `alter role ${name} set default_transaction_read_only = ${on ? 'on' : 'off'}`),
    floods: (socket) => {
      // An error message that says it is half a gigabyte long.
      const head = Buffer.from('E\0\0\0\0');
      head.writeInt32BE(512 * 1024 * 1024, 1);
      socket.write(head);
    },
    async stop() {
      await pool.end();
      await once(server, `drop database ${name} with (force)`, `drop role ${name}`);
    },
  };
}
