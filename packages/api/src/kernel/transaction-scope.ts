import type { EntityManager } from '@mikro-orm/postgresql';
import type { Level } from '@steward/shared';
import type pg from 'pg';
import {
  type Actor,
  type Credentials,
  type Member,
  NO_PERMISSIONS,
  NOBODY,
  roleOf,
  type SessionCredentials,
  type Tenancy,
} from './actor.ts';
import { bindOrm } from './database.ts';
import { forgetSql, KEEPER, type Keeping } from './forgetting.ts';
import { notificationsOf } from './hints.ts';
import type { Permission } from './permission.ts';
import { preparedNames, statementName } from './prepared.ts';
import { notFound, Problem } from './problem.ts';
import type { Reading } from './read/project.ts';
import type { EnqueueOptions, Hint, QueuePlace, Scope, ScopeOptions, Scopes } from './scope.ts';
import { type Row, Sealing } from './sealing.ts';
import { type Class, propertyOf, tableOf } from './table.ts';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What a session's token names, as `enter_session` takes it. */
export const principalOf = (who: SessionCredentials): string[] => [
  who.sessionId,
  who.membershipId,
  who.level,
  who.roleId,
  String(who.roleVersion),
];

export const sessionEnded = (): Problem =>
  new Problem('UNAUTHENTICATED', 'This session has ended. Please sign in again.');

/** A scope, and the one transaction it lives in. */
export class TransactionScope implements Scope {
  actor: Actor;
  readonly requestId: string;
  readonly address: string;
  readonly now: Date;
  readonly #client: pg.PoolClient;
  readonly #scopes: Scopes;
  #role: string;
  #em: EntityManager | undefined;
  readonly #sealing: Sealing;
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
    this.#sealing = new Sealing(scopes.keyring, (text, parameters) => this.#query(text, parameters), now);
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
    return json && sealed ? this.#scopes.keyring.openJson(json, this.#sealing.fetchKeys) : json;
  }

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
    const em = this.#em;
    if (em) await this.#sealing.closed(() => em.flush());
  }

  sealed<T extends object>(table: Class, rows: readonly T[]): Promise<T[]> {
    return this.#sealing.sealed(table, rows);
  }

  opened<T extends { id: string }>(table: Class, rows: readonly T[]): Promise<T[]> {
    return this.#sealing.opened(table, rows);
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
    await this.#sealing.open(row as Row, tableOf(table));
    return row as T;
  }

  async forget(
    table: Class,
    of: Keeping,
    where: string,
    parameters: readonly unknown[] = [],
  ): Promise<number> {
    if (this.actor.kind !== 'system') throw new Error('Only the product itself forgets.');
    const [gone] = await this.#asKeeper<{ count: number }>(of, forgetSql(tableOf(table), where), parameters);
    return gone?.count ?? 0;
  }

  async clear(table: Class, of: Keeping, oneByOne = false): Promise<number> {
    if (this.actor.kind !== 'system') throw new Error('Only the product itself deletes a tenant.');
    const { table: name } = tableOf(table);
    const [gone] = oneByOne
      ? await this.#asKeeper<{ count: number }>(of, 'select delete_unreferred($1) as count', [name])
      : await this.#asKeeper<{ count: number }>(
          of,
          `with gone as (delete from "${name}" returning 1) select count(*)::integer as count from gone`,
          [],
        );
    return gone?.count ?? 0;
  }

  counted<Row extends object>(
    of: Keeping | 'ALL',
    text: string,
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    const { actor } = this;
    const own =
      actor.kind === 'member'
        ? actor.level === 'PLATFORM' ||
          (of !== 'ALL' &&
            of.resellerId === actor.resellerId &&
            (actor.companyId === null || of.companyId === actor.companyId))
        : actor.kind === 'system';
    if (!own || (of === 'ALL' && actor.kind !== 'system'))
      throw new Error('What others keep is not counted.');
    return this.#asKeeper<Row>(of === 'ALL' ? { resellerId: NOBODY, companyId: null } : of, text, parameters);
  }

  /** Works as the keeper of a tenant for one statement. */
  async #asKeeper<Row extends object>(
    { resellerId, companyId }: Keeping,
    text: string,
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    await this.flush();
    await this.#keep(resellerId, companyId ?? '', KEEPER);
    const { rows } = await this.#client.query<Row>(text, [...parameters]);
    await this.#keep('', '', this.#role);
    return rows;
  }

  async kept({ resellerId, companyId }: Keeping, reading: Reading): Promise<string | null> {
    const { actor } = this;
    const own =
      actor.kind === 'member' &&
      actor.companyId === companyId &&
      (companyId || actor.resellerId === resellerId);
    if (actor.kind !== 'system' && !own) throw new Error('What is kept is read of one’s own tenant.');
    await this.flush();
    await this.#keep(resellerId, companyId ?? '', KEEPER);
    const { text, parameters, sealed } = reading;
    const { rows } = await this.#client.query<[string | null]>({
      text,
      values: [...parameters],
      rowMode: 'array',
    });
    await this.#keep('', '', this.#role);
    const json = rows[0]?.[0] ?? null;
    return json && sealed ? this.#scopes.keyring.openJson(json, this.#sealing.fetchKeys) : json;
  }

  async #keep(reseller: string, company: string, role: string): Promise<void> {
    await this.#client.query(
      `set local steward.kept_reseller_id = ${literal(reseller)}; set local steward.kept_company_id = ${literal(company)};
       set local role ${role}`,
    );
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
      permissions: NO_PERMISSIONS,
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
    // What narrows a session would go on narrowing whoever it went on as, and what it may would not.
    if (this.actor.kind === 'member') throw new Error('Somebody who is signed in goes on as nobody else.');
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
