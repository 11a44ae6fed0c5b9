import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Level } from '@steward/shared';
import type pg from 'pg';
import {
  type Actor,
  type Credentials,
  type Member,
  NOBODY,
  roleOf,
  type SessionCredentials,
  type Tenancy,
} from './actor.ts';
import { sendTogether } from './batch.ts';
import { bindOrm, type Database } from './database.ts';
import { notificationsOf } from './hints.ts';
import { type FetchKeys, type Keyring, keyLock, placeOf, type WrappedKey } from './keyring.ts';
import type { Log } from './log.ts';
import { networkOf } from './network-of.ts';
import { Outage } from './outage.ts';
import type { Permission } from './permission.ts';
import { isLaden, preparedNames, statementName } from './prepared.ts';
import { notFound, Problem } from './problem.ts';
import type { Reading } from './read/project.ts';
import { Roles } from './roles.ts';
import { type Class, columnOf, propertyOf, type TableDefinition, tableOf } from './table.ts';
import './tenant-key.ts';
import { Turns } from './turns.ts';

/** What live consoles are told: something of this GraphQL type changed and, if it is one row, its id. [S15] */
export interface Hint extends Partial<Tenancy> {
  kind: string;
  id?: string;
}

/**
 * Who acts, for which tenant, in which database transaction. Everything that touches rows goes through one; it is
 * opened by `Scopes` and gone with commit or rollback.
 */
export interface Scope {
  readonly actor: Actor;
  readonly requestId: string;
  /** The network address that the request came from; empty for what the product does by itself. */
  readonly address: string;
  /** The scope's one moment: every time stamp of the transaction is this. */
  readonly now: Date;
  /** Runs one SQL statement under row security; prepared once per connection and role. */
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The JSON text of a reading, which is passed on unread. */
  json(reading: Reading): Promise<string | null>;
  /** The ORM, for writes. */
  readonly em: EntityManager;
  /** Inserts one row now; what is sealed is given as it reads. */
  insert<T extends object>(table: Class<T>, row: Partial<T>): Promise<T>;
  /**
   * Copies of new rows as they are written, what is sealed as ciphertext under the keys of their tenants: for statements that
   * insert many. Each has its id and tenant columns.
   */
  sealed<T extends object>(table: Class, rows: readonly T[]): Promise<T[]>;
  /** The row with this id, what is sealed opened, ready to be changed; NOT_FOUND if it is not there or not visible. */
  load<T extends object>(table: Class<T>, id: string): Promise<T>;
  /** Writes changed entities now; done before every commit and before a mutation's answer is read. */
  flush(): Promise<void>;
  /** Tells live consoles, with the commit. */
  hint(...hints: Hint[]): void;
  /** Adds a job in this transaction. */
  enqueue(task: string, payload: object, options?: EnqueueOptions): Promise<void>;
  /** Adds one job per payload in this transaction, in one statement. */
  enqueueAll(task: string, payloads: readonly object[], options?: QueuePlace): Promise<void>;
  /** Goes on as someone else: only for verbs that have just proved it, such as accepting an invitation. */
  become(level: Level, tenancy: Tenancy, person: { personId: string; membershipId: string }): Promise<void>;
  /**
   * Goes on as the product itself, working for one tenant: only for what somebody without a membership may leave there, such
   * as a request, once a secret of that tenant's has proved which it is.
   */
  workFor(resellerId: string, task: string): Promise<void>;
}

/** Where a job stands among those that wait. */
export interface QueuePlace {
  /** Lower goes first. */
  priority?: number;
  /** What the job depends on outside, such as one endpoint: jobs of one lane never hold all places of the worker. */
  lane?: string;
}

export interface EnqueueOptions extends QueuePlace {
  runAt?: Date;
  /** Jobs with the same key replace one another while they wait. */
  key?: string;
}

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface ReadOptions {
  /** Milliseconds the transaction may take in all; PostgreSQL then closes its connection. [S33] */
  transactionTimeoutMs: number;
}

export interface ScopeOptions extends Partial<ReadOptions> {
  requestId: string;
  address?: string | undefined;
  readOnly?: boolean;
  /** Milliseconds a statement may run, for jobs that may take longer than a request. */
  statementTimeoutMs?: number;
}

/** How long a request waits for a connection. */
const PATIENCE_MS = 10_000;
/** Memberships whose tenants are remembered. */
const MOST_TENANTS = 50_000;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Opens scopes on one database. */
export class Scopes {
  readonly database: Database;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly channel = 'steward_changed';
  readonly roles = new Roles();

  readonly #tenants = new Map<string, string>();
  readonly #turns: Turns;
  readonly #outage: Outage;

  constructor(database: Database, clock: Clock, log: Log, keyring: Keyring) {
    this.database = database;
    this.clock = clock;
    this.keyring = keyring;
    this.#turns = new Turns(database.pool.options.max);
    this.#outage = new Outage(log);
  }

  /** The company or reseller of a membership, if it has been in a scope of this process. */
  tenantOf = (membershipId: string): string | undefined => this.#tenants.get(membershipId);

  #learnTenant(membershipId: string, tenant: string | null | undefined): void {
    if (!tenant || this.#tenants.has(membershipId)) return;
    if (this.#tenants.size >= MOST_TENANTS) this.#tenants.clear();
    this.#tenants.set(membershipId, tenant);
  }

  /** What is known of a caller without asking the database; undefined if its role has to be met first. */
  callerOf(who: SessionCredentials): Pick<Member, 'kind' | 'level' | 'permissions' | 'awaits'> | undefined {
    const { level, awaits = null } = who;
    const permissions = awaits ? NOTHING : this.roles.permissionsOf(who.roleId, who.roleVersion);
    return permissions && { kind: 'member', level, permissions, awaits };
  }

  /**
   * Runs `work` in a transaction of its own under the caller's role and tenant, and commits; any error rolls back.
   * Begin, identity and role take one round trip. Throws UNAUTHENTICATED if the session has ended.
   */
  run<T>(who: Credentials, options: ScopeOptions, work: (scope: Scope) => Promise<T>): Promise<T> {
    return this.#connected(who, options.address, async (client, lost) => {
      try {
        const scope = await TransactionScope.begin(client, this, who, options);
        const { actor } = scope;
        if (actor.kind === 'member')
          this.#learnTenant(actor.membershipId, actor.companyId ?? actor.resellerId);
        const result = await work(scope);
        await scope.flush();
        // A transaction in which a statement failed ends with a rollback, whoever caught the error.
        if (!(await scope.commit()) && !options.readOnly) throw new Error('The transaction was rolled back.');
        return result;
      } catch (error) {
        await client.query('rollback').catch(lost);
        throw error;
      }
    });
  }

  /**
   * Reads for someone signed in: identity, role and statements go to PostgreSQL together and are one read-only transaction, in
   * one round trip. Resolves with the JSON of each reading; a second one fetches keys of sealed values this process has not
   * met. If the session has ended, no role is taken, the login that serves may read nothing, and this throws
   * UNAUTHENTICATED.
   */
  async read(
    who: SessionCredentials,
    options: ReadOptions,
    readings: readonly Reading[],
  ): Promise<(string | null)[]> {
    const answers = await this.#read(who, options, readings);
    if (!readings.some(({ sealed }) => sealed)) return answers;
    const fetch: FetchKeys = async (ids) => {
      const [keys] = await this.#read(who, options, [
        { text: KEYS_AS_JSON, parameters: [`{${ids.join()}}`] },
      ]);
      return JSON.parse(keys ?? '[]');
    };
    return Promise.all(
      answers.map((json, i) => (json && readings[i]?.sealed ? this.keyring.openJson(json, fetch) : json)),
    );
  }

  async #read(
    who: SessionCredentials,
    options: ReadOptions,
    readings: readonly Pick<Reading, 'text' | 'parameters'>[],
  ): Promise<(string | null)[]> {
    const role = roleOf(who);
    const at = this.clock.now().toISOString();
    const enter = [...principalOf(who), at, role, String(options.transactionTimeoutMs), who.awaits ?? null];
    const statements = [
      { name: 'enter', text: ENTER, parameters: enter },
      ...readings.map(({ text, parameters }) => ({
        name: `b${statementName(role, text)}`,
        text,
        parameters,
      })),
    ];
    return this.#connected(who, '', async (client, lost) => {
      const { rows, error } = await sendTogether(client, statements);
      // After anything worse than the refusal of a statement the connection is about to go.
      if (error && error.severity !== 'ERROR') lost(error);
      if (!rows[0]?.length) throw error?.code === REFUSED || !error ? sessionEnded() : error;
      if (error) throw error;
      this.#learnTenant(who.membershipId, rows[0][0]?.[3]);
      return rows.slice(1).map(([row]) => row?.[0] ?? null);
    });
  }

  async #connected<T>(
    who: Credentials,
    address: string | undefined,
    work: (client: pg.PoolClient, lost: (error: Error) => void) => Promise<T>,
  ): Promise<T> {
    const turn = this.#turns.take(
      this.#payerOf(who, address),
      who.kind === 'system' ? undefined : PATIENCE_MS,
    );
    const leave = turn instanceof Promise ? await turn : turn;
    try {
      const client = await this.database.pool.connect().catch((error: unknown) => {
        throw this.#outage.begin(error);
      });
      let broken: Error | undefined;
      // A connection that is lost while no statement runs says so by this event, which nobody else hears.
      const lost = (error: Error): void => {
        broken = error;
      };
      client.on('error', lost);
      try {
        const result = await work(client, lost);
        this.#outage.end();
        return result;
      } catch (error) {
        throw this.#outage.judge(error);
      } finally {
        client.off('error', lost);
        client.release(broken ?? isLaden(client));
      }
    } finally {
      leave();
    }
  }

  /** Who shares one part of the connections: a tenant's people, a network's strangers, all jobs. */
  #payerOf(who: Credentials, address = ''): string {
    switch (who.kind) {
      case 'session':
        return this.tenantOf(who.membershipId) ?? who.membershipId;
      case 'anonymous':
        return networkOf(address);
      case 'system':
        return 'jobs';
    }
  }
}

/** Takes the identity of a session and then, if there is one, its role; both for this transaction only. */
const ENTER = `select set_config('transaction_read_only', 'on', true), set_config('transaction_timeout', $8, true),
  set_config('role', $7, true), coalesce(company_id, reseller_id) from enter_session($1, $2, $3, $4, $5, $6, $9)`;
const KEYS = 'select id, wrapped from tenant_key where id = any ($1::uuid[])';
/** Keeps the key of this tenant in force until the transaction ends: whoever retires it waits. */
const HOLD_KEY = `select pg_advisory_xact_lock_shared(${keyLock('$1')})`;
const KEYS_AS_JSON = `select json_agg(k)::text from (${KEYS}) k`;

/** What somebody may do of whom a second factor is still awaited. */
const NOTHING: ReadonlySet<Permission> = new Set();

/** What a session's token names, as `enter_session` takes it. */
const principalOf = (who: SessionCredentials): string[] => [
  who.sessionId,
  who.membershipId,
  who.level,
  who.roleId,
  String(who.roleVersion),
];
/** SQLSTATE insufficient_privilege. */
const REFUSED = '42501';

const sessionEnded = (): Problem =>
  new Problem('UNAUTHENTICATED', 'This session has ended. Please sign in again.');

class TransactionScope implements Scope {
  actor: Actor;
  readonly requestId: string;
  readonly address: string;
  readonly now: Date;
  readonly #client: pg.PoolClient;
  readonly #scopes: Scopes;
  #role: string;
  #em: EntityManager | undefined;
  /** Rows of the ORM whose sealed values are open, with what the database holds of these. */
  readonly #opened = new Map<object, { table: TableDefinition; held: Record<string, Held> }>();
  /** The data key of each tenant that something was sealed for in this transaction. */
  readonly #keyIds = new Map<string, Promise<string>>();
  readonly #hints: Hint[] = [];

  private constructor(
    client: pg.PoolClient,
    scopes: Scopes,
    actor: Actor,
    role: string,
    { requestId, address = '' }: ScopeOptions,
    now: Date,
  ) {
    this.#client = client;
    this.#scopes = scopes;
    this.actor = actor;
    this.#role = role;
    this.requestId = requestId;
    this.address = address;
    this.now = now;
  }

  static async begin(
    client: pg.PoolClient,
    scopes: Scopes,
    who: Credentials,
    options: ScopeOptions,
  ): Promise<TransactionScope> {
    const now = scopes.clock.now();
    const role = roleOf(who);
    const at = literal(now.toISOString());
    const statements = [
      options.readOnly ? 'begin transaction read only' : 'begin transaction isolation level read committed',
    ];
    if (options.statementTimeoutMs)
      statements.push(`set local statement_timeout = ${options.statementTimeoutMs}`);
    // Nobody looks at a job: it may wait until it is its turn.
    if (who.kind === 'system') statements.push('set local lock_timeout = 0');
    if (options.transactionTimeoutMs)
      statements.push(`set local transaction_timeout = ${options.transactionTimeoutMs}`);
    if (who.kind === 'session') {
      const awaits = who.awaits ? literal(who.awaits) : 'null';
      statements.push(
        `select * from enter_session(${principalOf(who).map(literal).join(', ')}, ${at}, ${awaits})`,
      );
    } else {
      const reseller = who.kind === 'system' ? who.resellerId : null;
      const person = who.kind === 'system' ? NOBODY : null;
      statements.push(
        `select enter(${at}, ${[person, person, reseller, null, null].map((id) => (id ? literal(id) : 'null')).join(', ')})`,
      );
    }
    const entering = statements.length - 1;
    statements.push(`set local role ${role}`);
    const known = who.kind === 'session' ? scopes.callerOf(who)?.permissions : undefined;
    if (who.kind === 'session' && !known)
      statements.push(`select permissions from role where id = ${literal(who.roleId)}`);
    const results = (await client.query(statements.join(';'))) as unknown as pg.QueryResult[];
    if (who.kind !== 'session') return new TransactionScope(client, scopes, who, role, options, now);
    const entered = results[entering]?.rows[0] as EnteredRow | undefined;
    if (!entered) throw sessionEnded();
    const permissions =
      known ?? scopes.roles.meet(who.roleId, who.roleVersion, results.at(-1)?.rows[0].permissions);
    return new TransactionScope(client, scopes, memberAs(who, entered, permissions), role, options, now);
  }

  async sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    await this.flush();
    return this.#query(text, parameters);
  }

  async #query<Row extends object>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const result = await this.#client.query<Row>({
      name: this.#prepared(text),
      text,
      values: [...parameters],
    });
    return result.rows;
  }

  async json({ text, parameters, sealed }: Reading): Promise<string | null> {
    await this.flush();
    const result = await this.#client.query<[string | null]>({
      name: this.#prepared(text),
      text,
      values: [...parameters],
      rowMode: 'array',
    });
    const json = result.rows[0]?.[0] ?? null;
    return json && sealed ? this.#scopes.keyring.openJson(json, this.#fetchKeys) : json;
  }

  readonly #fetchKeys: FetchKeys = (ids) => this.#query<WrappedKey>(KEYS, [ids]);

  #prepared(text: string): string {
    const name = statementName(this.#role, text);
    preparedNames(this.#client).add(name);
    return name;
  }

  get em(): EntityManager {
    if (!this.#em) {
      // What is changed is written by `flush` only, which knows what is sealed.
      this.#em = this.#scopes.database.orm.em.fork({ clear: true, flushMode: 'commit' });
      this.#em.setTransactionContext(bindOrm(this.#client));
    }
    return this.#em;
  }

  async flush(): Promise<void> {
    if (!this.#em) return;
    const opened = [...this.#opened];
    const texts = opened.map(([row, { held }]) => pick(row, Object.keys(held)));
    for (const [row, known] of opened) await this.#close(row as Row, known);
    await this.#em.flush();
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
    return this.#scopes.keyring.seal(keyId, text, placeOf(table.table, column, row.id as string));
  }

  #keyIdFor(resellerId: string, companyId: string | null): Promise<string> {
    const tenant = companyId ?? resellerId;
    const known = this.#keyIds.get(tenant) ?? this.#currentKey(resellerId, companyId);
    this.#keyIds.set(tenant, known);
    return known;
  }

  /** The tenant's data key in force, which stays so until this transaction ends; the first to need one makes it. */
  async #currentKey(resellerId: string, companyId: string | null): Promise<string> {
    const { keyring } = this.#scopes;
    const tenant = companyId ?? resellerId;
    await this.#query(HOLD_KEY, [tenant]);
    const find = () =>
      this.#query<WrappedKey>(
        `select id, wrapped from tenant_key
          where reseller_id = $1 and coalesce(company_id, reseller_id) = $2 and retired_at is null`,
        [resellerId, tenant],
      );
    let [key] = await find();
    if (!key) {
      const made = keyring.make();
      await this.#query(
        `insert into tenant_key (id, reseller_id, company_id, wrapped, created_at) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
        [made.id, resellerId, companyId, made.wrapped, this.now],
      );
      [key] = await find();
    }
    if (!key) throw new Error('The key of this tenant is out of reach.');
    keyring.learn(key);
    return key.id;
  }

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

  async insert<T extends object>(table: Class<T>, row: Partial<T>): Promise<T> {
    await this.flush();
    const [written] = await this.sealed(table, [row as T]);
    await this.em.insert(table as never, written as never);
    return row as T;
  }

  async load<T extends object>(table: Class<T>, id: string): Promise<T> {
    const { actor } = this;
    // What only some levels may read is left out by the ORM unless it is asked for; what none may is the gate's alone.
    const populate = [...tableOf(table).restricted]
      .filter(([, levels]) => levels.length && (actor.kind !== 'member' || levels.includes(actor.level)))
      .map(([column]) => propertyOf(column));
    await this.flush();
    const row = await this.em.findOne(table as never, { id } as never, { populate: populate as never });
    if (!row) throw notFound(tableOf(table).table.replaceAll('_', ' '));
    await this.#open(row as Row, tableOf(table));
    return row as T;
  }

  /** Opens what is sealed in a row that the ORM has just read. */
  async #open(row: Row, table: TableDefinition): Promise<void> {
    if (!table.sealed.length || this.#opened.has(row)) return;
    const { keyring } = this.#scopes;
    const values = table.sealed.map((property) => [property, row[property] as string | null] as const);
    await keyring.learnFor(
      values.flatMap(([, sealed]) => sealed ?? []),
      this.#fetchKeys,
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

  hint(...hints: Hint[]): void {
    this.#hints.push(...hints);
  }

  /** Ends the transaction, with the hints of it; false if it was rolled back. */
  async commit(): Promise<boolean> {
    const told = notificationsOf(this.#hints).map(literal).join(', ');
    const notify = `select pg_notify('${this.#scopes.channel}', told) from unnest(array[${told}]) told;`;
    const ended = await this.#client.query(`${told && notify}commit`);
    return [ended].flat().at(-1)?.command === 'COMMIT';
  }

  async enqueue(task: string, payload: object, options: EnqueueOptions = {}): Promise<void> {
    await this.sql('select enqueue($1, $2, $3, $4, $5, $6)', [
      task,
      payload,
      options.runAt ?? null,
      options.key ?? null,
      options.lane ?? null,
      options.priority ?? 0,
    ]);
  }

  async enqueueAll(
    task: string,
    payloads: readonly object[],
    { lane, priority }: QueuePlace = {},
  ): Promise<void> {
    if (!payloads.length) return;
    await this.sql('select enqueue_all($1, $2, $3, $4)', [
      task,
      JSON.stringify(payloads),
      lane ?? null,
      priority ?? 0,
    ]);
  }

  async become(
    level: Level,
    tenancy: Tenancy,
    person: { personId: string; membershipId: string },
  ): Promise<void> {
    await this.#enterAs(`steward_${level.toLowerCase()}`, person, tenancy);
    this.actor = {
      kind: 'member',
      level,
      sessionId: NOBODY,
      ...person,
      ...tenancy,
      // It goes on with what it has begun, and may begin nothing else.
      roleId: NOBODY,
      lent: false,
      permissions: NOTHING,
      awaits: null,
      factorAt: null,
    };
  }

  async workFor(resellerId: string, task: string): Promise<void> {
    const actor: Actor = { kind: 'system', task, resellerId, does: [] };
    const nobody = { personId: NOBODY, membershipId: NOBODY };
    await this.#enterAs(roleOf(actor), nobody, { resellerId, companyId: null, endUserId: null });
    this.actor = actor;
  }

  async #enterAs(
    role: string,
    { personId, membershipId }: { personId: string; membershipId: string },
    { resellerId, companyId, endUserId }: Tenancy,
  ): Promise<void> {
    await this.flush();
    await this.#client.query('reset role');
    await this.#client.query('select enter($1, $2, $3, $4, $5, $6)', [
      this.now,
      personId,
      membershipId,
      resellerId,
      companyId,
      endUserId,
    ]);
    await this.#client.query(`set local role ${role}`);
    this.#role = role;
  }
}

type Row = Record<string, unknown>;

/** A sealed value as the database holds it and as it reads. */
interface Held {
  sealed: string | null;
  text: string | null;
}

const pick = (row: object, properties: readonly string[]): Row =>
  Object.fromEntries(properties.map((property) => [property, (row as Row)[property]]));

/** Rows sealed between two turns of the event loop: some 2 ms. */
const AT_ONCE = 200;

interface EnteredRow {
  person_id: string;
  membership_id: string;
  reseller_id: string;
  company_id: string | null;
  end_user_id: string | null;
  factor_at: Date | null;
}

const memberAs = (
  { level, sessionId, roleId, lent = false, awaits = null }: SessionCredentials,
  entered: EnteredRow,
  permissions: ReadonlySet<Permission>,
): Member => ({
  kind: 'member',
  level,
  sessionId,
  personId: entered.person_id,
  membershipId: entered.membership_id,
  resellerId: entered.reseller_id,
  companyId: entered.company_id,
  endUserId: entered.end_user_id,
  roleId,
  permissions,
  lent,
  awaits,
  factorAt: entered.factor_at,
});
