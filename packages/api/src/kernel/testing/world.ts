import { newId } from '@steward/shared';
import pg from 'pg';
import { inject } from 'vitest';
import type { TokenSubject } from '../../features/people/identity/tokens.ts';
import { placeOf } from '../keyring.ts';
import { KEYS } from '../sealing.ts';
import type { WrappedKey } from '../wrapping.ts';
import { BAKED_AT, type BakedCompany, type BakedPerson, moveWorldTo, PASSWORD } from './baked-world.ts';
import type { TestApp } from './test-app.ts';

export { PASSWORD };

/** Someone who can sign in, with a token for the API. */
export interface Someone extends BakedPerson {
  token: string;
}

export interface World {
  platform: { id: string; staff: Someone };
  northwind: { id: string; admin: Someone };
  contoso: { id: string; admin: Someone };
  /** Company of Northwind. */
  globex: TestCompany;
  /** Company of Contoso. */
  initech: TestCompany;
  /** Direct customer of the platform. */
  acme: TestCompany;
  /** Webhook-provisioned, per user: wholesale £3.00, retail £4.50 a month. */
  mailbox: string;
  /** A manual task, per user: wholesale £1.00, retail £2.00 a month. */
  archive: string;
  /** A manual task, per company: wholesale £10.00, retail £15.00 a month. */
  hosting: string;
  /** Runs SQL as the superuser: for rows that no verb makes. */
  sql<Row extends object>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** The same for what is asked of `mail`, whose texts read as their readers see them. */
  letters<Row extends object>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** Signs in again, for instance after the clock has moved. */
  signIn(email: string): Promise<string>;
  /** Lets the person have just shown a second factor in all their sessions: for verbs that ask for a fresh one. */
  showFactor(person: { personId: string }): Promise<void>;
}

export interface TestCompany extends BakedCompany {
  admin: Someone;
  /** An end user with the address user@<company>.example who can sign in. */
  user: Someone & { endUserId: string };
}

/**
 * The two resellers, three companies and one person at each level that stand in the database of every test app that did not
 * ask for an empty one, all signed in.
 */
export async function createWorld(test: TestApp): Promise<World> {
  const client = new pg.Pool({
    connectionString: test.database.superuserUrl,
    options: '-c search_path=steward',
    max: 1,
  });
  // The database is dropped with this connection open.
  client.on('error', () => {});
  const sql = async <Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, parameters)).rows;
  /** For the one statement a table of the same name stands before the one of the product, with what is sealed there opened. */
  const letters = async <Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> => {
    const { keyring } = test.app.scopes;
    const rows = await sql<{ id: string; subject: string | null; body: string | null }>(
      'select id, subject, body from mail',
    );
    await keyring.learnFor(
      rows.flatMap(({ subject, body }) => [subject, body].filter((sealed) => sealed !== null)),
      (ids) => sql<WrappedKey>(KEYS, [ids]),
    );
    const opened = rows.map(({ id, ...sealed }) => ({
      id,
      ...Object.fromEntries(
        Object.entries(sealed).map(([column, value]) => [
          column,
          value && keyring.open(value, placeOf('mail', column, id)),
        ]),
      ),
    }));
    const shadowing = await client.connect();
    try {
      await shadowing.query(
        'begin; create temporary table mail on commit drop as select * from steward.mail',
      );
      await shadowing.query(
        'update mail m set subject = o.subject, body = o.body from json_to_recordset($1) o (id uuid, subject text, body text) where m.id = o.id',
        [JSON.stringify(opened)],
      );
      return (await shadowing.query<Row>(text, parameters)).rows;
    } finally {
      await shadowing.query('rollback');
      shadowing.release();
    }
  };
  const now = test.clock.now();
  if (now.getTime() !== Date.parse(BAKED_AT)) await client.query(moveWorldTo(now));
  const { platform, northwind, contoso, globex, initech, acme, ...products } = inject('world');

  const signIn = async (email: string): Promise<string> => {
    const answer = await test.ask<{ signIn: { accessToken: string } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
      { email, password: PASSWORD },
    );
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data.signIn.accessToken;
  };

  // Signed in as if each had just given the right password, whose hash takes its time to be worked out.
  const companies = [globex, initech, acme].flatMap(({ admin, user }) => [admin, user]);
  const people = [platform.staff, northwind.admin, contoso.admin, ...companies];
  const opened = await sql<TokenSubject & { personId: string }>(
    `select s.person as "personId", s.id as "sessionId", o.membership_id as "membershipId", o.level, o.role_id as "roleId",
        o.role_version as "roleVersion"
      from unnest($1::uuid[], $2::uuid[]) s (id, person),
        open_session(s.id, s.person, s.id::text, s.id::text, '127.0.0.1', 'node', $3::timestamptz + interval '30 days', null, $3) o`,
    [people.map(() => newId()), people.map(({ personId }) => personId), now],
  );
  const tokens = new Map<string, string>();
  for (const { personId, ...subject } of opened)
    tokens.set(personId, await test.app.services.tokens.issue(subject));
  const signedIn = <P extends BakedPerson>(person: P): P & Someone => ({
    ...person,
    token: tokens.get(person.personId) as string,
  });
  const reseller = <R extends { admin: BakedPerson }>(one: R) => ({ ...one, admin: signedIn(one.admin) });
  const company = (one: BakedCompany): TestCompany => ({ ...reseller(one), user: signedIn(one.user) });
  return {
    ...products,
    platform: { ...platform, staff: signedIn(platform.staff) },
    northwind: reseller(northwind),
    contoso: reseller(contoso),
    globex: company(globex),
    initech: company(initech),
    acme: company(acme),
    sql,
    letters,
    signIn,
    async showFactor({ personId }) {
      await sql('update session set factor_at = $2, awaits = null where person_id = $1', [
        personId,
        test.clock.now(),
      ]);
    },
  };
}
