import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeAudit } from '../../../kernel/audit.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { type AnyVerb, perform } from '../../../kernel/verb.ts';
import { chainAudit } from './chain-audit.ts';
import { compareKept } from './compare-kept.ts';
import { mailAuditHeads } from './mail-audit-heads.ts';
import { publishAuditHeads } from './publish-audit-heads.ts';
import { verifyAudit } from './verify-audit.ts';

/** The owner of the database does what nobody else can, the guards switched off; the copy is an administrator's, from before. */
let app: TestApp;
let world: World;
/** Northwind's published ends, as its administrator took them away. */
let copy: string;
/** The places and ids of six entries of Northwind's, in a row. */
let at: number[];
let ids: string[];

const TABLES = ['audit_entry', 'audit_chain', 'published_head'];

const system = (verb: AnyVerb, input: object, resellerId: string | null = null) =>
  perform(
    {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: { kind: 'system', task: 'test', resellerId, does: [verb.name] },
    },
    verb,
    input,
  );
const asOwner = async (...statements: readonly string[]) => {
  await world.sql('set session_replication_role = replica');
  try {
    for (const statement of statements) await world.sql(statement);
  } finally {
    await world.sql('set session_replication_role = origin');
  }
};
const heads = async (token: string): Promise<string> => {
  const answer = await fetch(`${app.url}/audit/heads`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return answer.text();
};
const check = (text: string, token = world.northwind.admin.token) =>
  app.ask<{ checkAuditCopy: { compared: number; problems: string[] } }>(
    'query ($copy: String!) { checkAuditCopy(copy: $copy) { compared problems } }',
    { copy: text },
    token,
  );

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const { id: resellerId } = world.northwind;
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId },
    { requestId: 'test' },
    async (scope) => {
      for (const action of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'])
        await writeAudit(scope, action, { type: 'Company', id: newId(), resellerId });
    },
  );
  for (const { id } of await world.sql<{ id: string }>('select id from reseller'))
    while (await system(chainAudit, { resellerId: id }, id));
  await system(publishAuditHeads, {});
  copy = await heads(world.northwind.admin.token);
  const rows = await world.sql<{ id: string; position: number }>(
    `select id, position::int from audit_entry
       where action in ('first', 'second', 'third', 'fourth', 'fifth', 'sixth') order by position`,
  );
  at = rows.map(({ position }) => position);
  ids = rows.map(({ id }) => id);
  for (const table of TABLES) await world.sql(`create table public.${table} as select * from ${table}`);
});
afterAll(() => app.close());

beforeEach(async () => {
  for (const table of TABLES) {
    const [columns] = await world.sql<{ names: string }>(
      `select string_agg(quote_ident(attname), ', ') as names from pg_attribute
        where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    );
    await asOwner(
      `delete from ${table}`,
      `insert into ${table} (${columns?.names}) select ${columns?.names} from public.${table}`,
    );
  }
  expect((await verifyAudit(app.app.scopes)).flatMap(({ problems }) => problems)).toEqual([]);
});

/** SQL that makes Northwind's chain anew out of what stands there, as the product would have. */
const ANEW = `
  do $$ declare e audit_entry; place bigint := 0; before bytea := ''; begin
    for e in select a.* from audit_entry a join reseller r on r.id = a.reseller_id
        where r.name like 'Northwind%' and a.position is not null order by a.position loop
      place := place + 1;
      update audit_entry a set position = place, previous_hash = before, hash = audit_hash(before, e) where a.id = e.id
        returning a.hash into before;
    end loop;
    update audit_chain c set position = place, hash = before from reseller r where r.id = c.reseller_id and r.name like 'Northwind%';
  end $$`;
/** And the ends that were published, too. */
const HEADS_ANEW = `
  update published_head h set position = c.position, hash = encode(c.hash, 'hex') from audit_chain c where c.reseller_id = h.reseller_id`;
const id = (n: number): string => `'${ids[n]}'`;

/** What is done → the statements, and what verify-audit says. */
const WAYS: Record<string, { does: () => string[]; says: () => RegExp }> = {
  'what an entry says is changed': {
    does: () => [`update audit_entry set action = 'other' where id = ${id(2)}`],
    says: () => new RegExp(`The entry ${ids[2]} .* was changed`),
  },
  'when it was is changed': {
    does: () => [`update audit_entry set at = at - interval '1 hour' where id = ${id(2)}`],
    says: () => new RegExp(`The entry ${ids[2]} .* was changed`),
  },
  'who it was is changed': {
    does: () => [`update audit_entry set actor_person_id = uuidv7() where id = ${id(2)}`],
    says: () => new RegExp(`The entry ${ids[2]} .* was changed`),
  },
  'an entry is changed and given a hash that fits': {
    does: () => [
      `update audit_entry e set action = 'other',
         hash = audit_hash(previous_hash, jsonb_populate_record(e, '{"action": "other"}')) where id = ${id(2)}`,
    ],
    says: () => new RegExp(`The entry ${ids[3]} .* was not put there after ${ids[2]}`),
  },
  'one is taken out of the middle': {
    does: () => [`delete from audit_entry where id = ${id(2)}`],
    says: () => new RegExp(`at place ${at[2]} is missing before ${ids[3]}`),
  },
  'the first is taken away': {
    does: () => [
      `delete from audit_entry where position = 1 and reseller_id = (select reseller_id from audit_entry where id = ${id(0)})`,
    ],
    says: () => /at place 1 is missing before/,
  },
  'the last is taken away': {
    does: () => [`delete from audit_entry where id = ${id(5)}`],
    says: () => new RegExp(`at place ${at[5]} is missing at the end`),
  },
  'two change places': {
    does: () => [
      `update audit_entry set position = case id when ${id(1)} then ${at[2]} else ${at[1]} end where id in (${id(1)}, ${id(2)})`,
    ],
    says: () => new RegExp(`The entry ${ids[2]} .* at place ${at[1]} is out of order`),
  },
  'one is forged and put in at a place that is taken': {
    does: () => [
      `insert into audit_entry (id, reseller_id, at, action, subject_type, position, previous_hash, hash)
         select '00000000-0000-7000-8000-000000000001', reseller_id, at, 'forged', 'Company', position, previous_hash,
             audit_hash(previous_hash, e) from audit_entry e where id = ${id(2)}`,
    ],
    says: () => /The entry 00000000-0000-7000-8000-000000000001 .* was changed/,
  },
  'one is moved to another tenant': {
    does: () => [
      `update audit_entry set reseller_id = (select id from reseller where name like 'Contoso%'), position = 100000 where id = ${id(2)}`,
    ],
    says: () => new RegExp(`The entry ${ids[2]} .* at place 100000 was changed`),
  },
  'the end is noted otherwise': {
    does: () => [`update audit_chain set hash = sha256('x'), position = position - 1`],
    says: () => /ends at place \d+ otherwise than was noted/,
  },
  'a published end is changed': {
    does: () => [`update published_head set hash = encode(sha256('x'), 'hex')`],
    says: () =>
      /What was published on 20\d\d-\d\d-\d\d of the entry at place \d+ is not so: another one stands there/,
  },
  'the whole chain is made anew without an entry, and its end noted': {
    does: () => [`delete from audit_entry where id = ${id(2)}`, ANEW],
    says: () =>
      new RegExp(`What was published on .* of the entry at place ${at[5]} is not so: the entry is missing`),
  },
};

describe('[S81] [D9] whoever owns the database tampers with the audit log', () => {
  test.each(Object.entries(WAYS))('%s', async (_what, { does, says }) => {
    await asOwner(...does());
    const found = (await verifyAudit(app.app.scopes)).flatMap(({ problems }) => problems);
    expect(found.join('\n')).toMatch(says());
  });

  test('the whole chain is made anew with an entry changed, its end noted and published anew: only a copy tells', async () => {
    await asOwner(`update audit_entry set action = 'other' where id = ${id(2)}`, ANEW, HEADS_ANEW);
    expect((await verifyAudit(app.app.scopes)).flatMap(({ problems }) => problems)).toEqual([]);
    const place = `the entry at place ${at[5]} is another one than was kept.`;
    expect((await compareKept(app.app.scopes, copy.split('\n'))).problems).toEqual([
      expect.stringMatching(`^Northwind.*: ${place}`),
    ]);
    for (const { token } of [world.northwind.admin, world.globex.admin, world.platform.staff])
      expect((await check(copy, token)).data.checkAuditCopy).toEqual({
        compared: 1,
        problems: [expect.stringMatching(place)],
      });
  });
});

describe('[S81] the ends of chains', () => {
  test('are published once a day, for the administrators of their tenant and of its companies', async () => {
    expect(await system(publishAuditHeads, {})).toBe(0);
    const published = async (token: string) =>
      (
        await app.ask<{ publishedHeads: { nodes: { position: number }[] } }>(
          '{ publishedHeads { nodes { position } } }',
          {},
          token,
        )
      ).data?.publishedHeads?.nodes;
    for (const { token } of [world.northwind.admin, world.globex.admin])
      expect(await published(token)).toEqual([{ position: at[5] }]);
    const staff = await published(world.platform.staff.token);
    expect(staff?.length).toBe(3);
    expect(await heads(world.initech.admin.token)).not.toContain(world.northwind.id);
    const { errors } = await app.ask('{ publishedHeads { totalCount } }', {}, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('are mailed to the owners of each tenant, and the letter is a copy that can be checked', async () => {
    await world.sql(`delete from mail where cause = 'auditHeads'`);
    await system(mailAuditHeads, {});
    const letters = await world.letters<{ to: string; body: string }>(
      `select "to", body from mail where cause = 'auditHeads'`,
    );
    const to = (email: string) => letters.filter((letter) => letter.to === email);
    expect(to(world.globex.user.email)).toEqual([]);
    for (const { email, token } of [world.northwind.admin, world.globex.admin]) {
      const [letter, ...more] = to(email);
      expect(more).toEqual([]);
      expect((await check(letter?.body ?? '', token)).data.checkAuditCopy).toEqual({
        compared: 1,
        problems: [],
      });
    }
    const [resellers] = to(world.northwind.admin.email);
    const changed = (resellers?.body ?? '').replace(/"hash" ?: ?"../, '"hash":"00');
    expect((await check(changed)).data.checkAuditCopy.problems).toHaveLength(1);
  });

  test('compare with a copy of one’s own tenant only, and a copy that is none says so', async () => {
    expect((await check(copy)).data.checkAuditCopy).toEqual({ compared: 1, problems: [] });
    expect((await check(copy, world.initech.admin.token)).data.checkAuditCopy).toEqual({
      compared: 0,
      problems: [],
    });
    expect((await check('nonsense\n{}')).data.checkAuditCopy).toEqual({ compared: 0, problems: [] });
    expect((await check(copy, world.globex.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
