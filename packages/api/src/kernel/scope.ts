import type { EntityManager } from '@mikro-orm/postgresql';
import type { Level } from '@steward/shared';
import type pg from 'pg';
import {
  type Actor,
  type Credentials,
  type Member,
  NO_PERMISSIONS,
  roleOf,
  type SessionCredentials,
  type Tenancy,
} from './actor.ts';
import { sendTogether } from './batch.ts';
import type { Database } from './database.ts';
import type { Keeping } from './forgetting.ts';
import type { FetchKeys, Keyring } from './keyring.ts';
import type { Log } from './log.ts';
import { networkOf } from './network-of.ts';
import { Outage } from './outage.ts';
import { isLaden, statementName } from './prepared.ts';
import type { Reading } from './read/project.ts';
import { Roles } from './roles.ts';
import { KEYS } from './sealing.ts';
import type { Class } from './table.ts';
import { principalOf, sessionEnded, TransactionScope } from './transaction-scope.ts';
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
  /** Copies of rows that SQL has read, with their ids and by the names of properties: what is sealed in them reads. */
  opened<T extends { id: string }>(table: Class, rows: readonly T[]): Promise<T[]>;
  /** The row with this id, what is sealed opened, ready to be changed; NOT_FOUND if it is not there or not visible. */
  load<T extends object>(table: Class<T>, id: string): Promise<T>;
  /** Writes changed entities now; done before every commit and before a mutation's answer is read. */
  flush(): Promise<void>;
  /**
   * The JSON text of a reading of what is kept of people in a tenant, whatever role whoever acts has there: for what tells them.
   * Whoever is signed in reads of their own tenant only. [D3]
   */
  kept(of: Keeping, reading: Reading): Promise<string | null>;
  /**
   * Forgets what a table holds of people in the rows of a condition (SQL over the alias `t`) of a tenant, as its data sheet says;
   * how many rows. Only the product itself does so. [D3] [D4]
   */
  forget(table: Class, of: Keeping, where: string, parameters?: readonly unknown[]): Promise<number>;
  /**
   * Deletes all rows of a table of a tenant that is deleted, people's or not; how many. One by one, those stay to which something
   * refers; else it throws for them. Only the product itself does so. [S20]
   */
  clear(table: Class, of: Keeping, oneByOne?: boolean): Promise<number>;
  /**
   * Counts as the keeper what is held of a tenant, or of all, whatever areas and reach of who asks: nothing but counts, and
   * whose they are, is ever asked so. [D4]
   */
  counted<Row extends object>(
    of: Keeping | 'ALL',
    text: string,
    parameters: readonly unknown[],
  ): Promise<Row[]>;
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
    const permissions = awaits ? NO_PERMISSIONS : this.roles.permissionsOf(who.roleId, who.roleVersion);
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
const KEYS_AS_JSON = `select json_agg(k)::text from (${KEYS}) k`;
/** SQLSTATE insufficient_privilege. */
const REFUSED = '42501';
