import { newId } from '@steward/shared';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  printSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../app.ts';
import { executeOperation } from '../graphql/executor.ts';
import { RequestContext } from '../request.ts';
import type { Scope, Scopes } from '../scope.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createWorld, type World } from '../testing/world.ts';
import { Projected, type Reading } from './project.ts';

let app: TestApp;
let world: World;
let asked: Reading[] = [];

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

/** The same scopes, which also note what SQL the read path makes. */
const noting = (scopes: Scopes): Scopes =>
  ({
    callerOf: (who: never) => scopes.callerOf(who),
    read: (who: never, options: never, readings: readonly Reading[]) => {
      asked.push(...readings);
      return scopes.read(who, options, readings);
    },
    run: (who: never, options: never, work: (scope: Scope) => Promise<unknown>) =>
      scopes.run(who, options, (scope) =>
        work(
          new Proxy(scope, {
            get(target, key) {
              const member: unknown = Reflect.get(target, key, target);
              if (typeof member !== 'function') return member;
              return (...given: unknown[]) => {
                if (key === 'json') asked.push(given[0] as Reading);
                return member.apply(target, given);
              };
            },
          }),
        ),
      ),
  }) as unknown as Scopes;

/** Runs the query as its executor does, without the limits that come before it. */
async function read(
  query: string,
  variables: Record<string, unknown> = {},
  token = world.platform.staff.token,
): Promise<ExecutionResult> {
  const document = parse(query);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('No operation.');
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const { scopes, services, log } = app.app;
  const credentials = await services.tokens.verify(token);
  const context = new RequestContext({
    scopes: noting(scopes),
    services,
    log,
    credentials,
    requestId: 'read-test',
    charges: undefined,
    exchange: {} as never,
  });
  asked = [];
  const result = await executeOperation({ schema: schema(), operation, fragments, variables, context });
  const data =
    result.data &&
    Object.fromEntries(
      Object.entries(result.data).map(([key, value]) => [
        key,
        value instanceof Projected ? JSON.parse(value.json) : value,
      ]),
    );
  return { ...result, data: data ?? null };
}

async function good<T = Record<string, unknown>>(
  query: string,
  variables = {},
  token = world.platform.staff.token,
): Promise<T> {
  const { data, errors } = await read(query, variables, token);
  expect(errors).toBeUndefined();
  return data as T;
}

/** The order of keys counts as well: GraphQL answers in the order of the selection. */
const text = (value: unknown) => JSON.stringify(value, null, 1);

describe('a projection is what graphql-js makes of the same rows', () => {
  const WHOLE = `{
    company(id: "ID") {
      id name customerCode phone vatNumber status agreementVersion createdAt endUserCount
      address { line1 line2 city county postcode country }
      reseller { id name isPlatform address { line1 line2 city county postcode country } bank { accountName sortCode accountNumber }
        companies(first: 5) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          nodes { id name address { city country } reseller { id name } } edges { cursor node { id name status } } } }
    }
  }`;

  const SAME = [
    '{ company(id: "ID") { id } }',
    '{ company(id: "ID") { createdAt name id status } }',
    '{ a: company(id: "ID") { b: id c: name name d: customerCode } z: __typename }',
    '{ company(id: "ID") { __typename t: __typename reseller { __typename id } address { __typename city } } }',
    '{ company(id: "ID") { address { town: city line2 postcode } place: address { country } } }',
    '{ company(id: "ID") { reseller { id } name reseller { name bank { sortCode } } reseller { bank { accountName } } } }',
    'query ($yes: Boolean!, $no: Boolean!) { company(id: "ID") { id @skip(if: $yes) name @include(if: $no) phone @skip(if: $no) status @include(if: $yes) reseller @include(if: $no) { id } } }',
    'query ($no: Boolean!) { company(id: "ID") { id @skip(if: $no) @include(if: $no) ...F @include(if: $no) ... @skip(if: true) { phone } ... on Company { name } } } fragment F on Company { vatNumber }',
    '{ company(id: "ID") { ...A ...B } } fragment A on Company { name ...C } fragment B on Company { name reseller { name } } fragment C on Company { reseller { id ...D } } fragment D on Reseller { isPlatform }',
    '{ company(id: "ID") { reseller { companies(first: 5) { edges { cursor } nodes { name } } } } }',
    '{ company(id: "ID") { reseller { companies(first: 5) { nodes { id } nodes { name address { city } } edges { node { id } } edges { cursor node { status } } c: totalCount totalCount } } } }',
    '{ company(id: "ID") { reseller { list: companies(first: 5) { __typename pageInfo { __typename endCursor more: hasNextPage } totalCount } } } }',
    '{ company(id: "ID") { reseller { companies(first: 5) { totalCount } } } }',
    '{ company(id: "ID") { reseller { companies(first: 5) { edges { __typename e: cursor } } } } }',
  ];
  test.each(SAME)('%s', async (query) => {
    const variables = { yes: true, no: false };
    const plain = buildSchema(printSchema(schema()));
    const idOf = (given: string) => given.replaceAll('ID', world.globex.id);
    const whole = await good(idOf(WHOLE));
    const { reseller } = whole.company as { reseller: Record<string, unknown> };
    // Aliased connections carry arguments of their own; here they all ask for the same page.
    const expected = await execute({
      schema: plain,
      document: parse(idOf(query)),
      rootValue: { ...whole, reseller },
      variableValues: variables,
    });
    expect(expected.errors).toBeUndefined();
    expect(text(await good(idOf(query), variables))).toBe(text(expected.data));
  });

  test('more fields than PostgreSQL takes arguments come whole and in order', async () => {
    const keys = Array.from({ length: 130 }, (_, i) => `${i % 2 ? 'x' : 'long_name_'}${i}`);
    const { company } = await good<{ company: Record<string, string> }>(
      `{ company(id: "${world.globex.id}") { ${keys.map((key) => `${key}: name`).join(' ')} } }`,
    );
    expect(text(company)).toBe(text(Object.fromEntries(keys.map((key) => [key, 'Globex Ltd']))));
  });

  test('documents: absent ones are null, and lists inside lists have the selection they were asked with', async () => {
    const [setId, id] = [newId(), newId()];
    await world.sql(
      `insert into change_set (id, reseller_id, company_id, file_name, state, row_count, error_count, submitted_by_name, created_at)
       values ($1, $2, $3, 'a.csv', 'PREVIEW', 1, 1, 'Ada', $4)`,
      [setId, world.northwind.id, world.globex.id, app.clock.now()],
    );
    const errors = [
      { column: 'email', message: '\\ "%_' },
      { column: 'mobile', message: 'x' },
    ];
    await world.sql(
      `insert into change_set_row (id, reseller_id, company_id, change_set_id, line, kind, outcome, errors)
       values ($1, $2, $3, $4, 2, 'WRONG', 'NONE', $5)`,
      [id, world.northwind.id, world.globex.id, setId, JSON.stringify(errors)],
    );
    const answer = await good(
      `{ changeSet(id: "${setId}") { rows { nodes { n: line errors { why: message __typename } } } } }`,
    );
    expect(text(answer)).toBe(
      text({
        changeSet: {
          rows: {
            nodes: [
              {
                n: 2,
                errors: [
                  { why: '\\ "%_', __typename: 'ChangeSetError' },
                  { why: 'x', __typename: 'ChangeSetError' },
                ],
              },
            ],
          },
        },
      }),
    );
    await world.sql(`update reseller set bank = null where id = $1`, [world.contoso.id]);
    const none = `{ reseller(id: "${world.contoso.id}") { bank { sortCode } } }`;
    expect(await good(none)).toEqual({ reseller: { bank: null } });
    await world.sql(`update reseller set bank = 'null' where id = $1`, [world.contoso.id]);
    expect(await good(none)).toEqual({ reseller: { bank: null } });
  });

  test('text comes back as it is, whatever it holds', async () => {
    const name = `Ünï'"\\ \u2028 \${x} %_ 名 👩‍💻 </script>`;
    await world.sql('update company set name = $2 where id = $1', [world.acme.id, name]);
    expect(await good(`{ company(id: "${world.acme.id}") { name } }`)).toEqual({ company: { name } });
    const answer = await app.ask(
      `{ a: company(id: "${world.acme.id}") { name } __typename }`,
      {},
      world.platform.staff.token,
    );
    expect(answer.data).toEqual({ a: { name }, __typename: 'Query' });
  });
});

describe('one list is one statement that works out just what was asked', () => {
  test('whatever its depth', async () => {
    await good(
      '{ resellers { nodes { name companies { nodes { name reseller { companies { nodes { id } } } } } } } }',
    );
    expect(asked).toHaveLength(1);
  });

  test('[S32] a field asked for many times is one column', async () => {
    await good(`{ companies { nodes { ${'name '.repeat(200)} } } }`);
    expect(asked[0]?.text.match(/ as "name"/g)).toHaveLength(1);
  });

  test('columns, totals, cursors and joins only when asked for', async () => {
    await good('{ companies(first: 1) { nodes { id } } }');
    const { text: least = '' } = asked[0] ?? {};
    expect(least).not.toMatch(/count\(|base64|"address"|"name"|reseller/);
    await good('{ companies(first: 1) { totalCount } }');
    expect(asked[0]?.text).toMatch(/count\(\*\)/);
    expect(asked[0]?.text).not.toMatch(/row_number|limit/);
    await good('{ companies(first: 1) { totalCount @skip(if: true) edges { cursor } } }');
    expect(asked[0]?.text).not.toMatch(/count\(/);
    expect(asked[0]?.text).toMatch(/base64/);
  });

  test('what callers give is bound, not written into the statement', async () => {
    const odd = `'; drop table company; --`;
    await good('query ($s: String) { companies(filter: { search: $s }) { nodes { id } } }', { s: odd });
    expect(asked[0]?.text).not.toContain('drop');
    expect(asked[0]?.parameters).toContain('drop');
  });
});

describe('[S22] fields that only some levels may read', () => {
  const PRICES = '{ products(first: 1) { nodes { wholesaleMinor retailMinor } } }';
  test.each([
    ['staff', () => world.platform.staff.token, 300],
    ['a reseller', () => world.northwind.admin.token, 300],
    ['a company', () => world.globex.admin.token, null],
    ['an end user', () => world.globex.user.token, null],
  ])('as %s', async (_who, token, wholesaleMinor) => {
    await world.sql(`update product set name = 'A first' where id = $1`, [world.mailbox]);
    expect(await good(PRICES, {}, token())).toEqual({
      products: { nodes: [{ wholesaleMinor, retailMinor: 450 }] },
    });
  });
});

describe('pages', () => {
  const LETTERS = 'abcdefghijklmnopqrst';
  type Page = {
    companies: {
      nodes: { name: string }[];
      pageInfo: {
        hasNextPage: boolean;
        hasPreviousPage: boolean;
        startCursor: string | null;
        endCursor: string | null;
      };
    };
  };
  const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: CompanyOrder, $filter: CompanyFilter) {
    companies(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const page = async (variables: object) =>
    (await good<Page>(PAGE, variables, world.contoso.admin.token)).companies;
  const names = ({ nodes }: { nodes: { name: string }[] }) => nodes.map((node) => node.name);

  async function add(name: string): Promise<void> {
    await world.sql(
      `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
       values ($1, $2, $3, $4, '{}', 'ACTIVE', '1', $5)`,
      [newId(), world.contoso.id, name, `C-${name}`, app.clock.now()],
    );
  }
  const remove = (name: string) =>
    world.sql('delete from company where name = $1 and reseller_id = $2', [name, world.contoso.id]);

  beforeAll(async () => {
    for (const letter of LETTERS) await add(`m${letter}`);
  });
  const filter = { search: 'm' };

  test.each([
    ['forward', 'ASC'],
    ['forward', 'DESC'],
    ['backward', 'ASC'],
    ['backward', 'DESC'],
  ] as const)('%s in %s order, every row once, while rows come and go', async (way, direction) => {
    const orderBy = { field: 'NAME', direction };
    const upwards = (way === 'forward') === (direction === 'ASC');
    const [ahead, behind] = upwards ? ['mz', 'm!'] : ['m!', 'mz'];
    const all = [...LETTERS].map((letter) => `m${letter}`);
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let more = true; more; ) {
      const at: object = way === 'forward' ? { first: 3, after: cursor } : { last: 3, before: cursor };
      const got = await page({ ...at, orderBy, filter });
      seen.push(...(way === 'forward' ? names(got) : names(got).reverse()));
      cursor = way === 'forward' ? got.pageInfo.endCursor : got.pageInfo.startCursor;
      more = way === 'forward' ? got.pageInfo.hasNextPage : got.pageInfo.hasPreviousPage;
      // The very row the cursor stands on goes; one comes where we have been, and once one where we are going.
      await remove(seen.at(-1) as string);
      await add(`${behind}${seen.length}`);
      if (seen.length === 3) await add(ahead);
    }
    expect(seen).toEqual([...(upwards ? all : all.reverse()), ahead]);
    await world.sql(`delete from company where reseller_id = $1 and name like 'm%'`, [world.contoso.id]);
    for (const name of all) await add(name);
  });

  test('pageInfo at both ends, in the middle and for nothing', async () => {
    const first = await page({ first: 2, filter });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page({ first: 2, after: first.pageInfo.endCursor, filter });
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(names(second)).toEqual(['mc', 'md']);
    const back = await page({ last: 2, before: second.pageInfo.startCursor, filter });
    expect(names(back)).toEqual(names(first));
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const end = await page({ last: 2, filter });
    expect(names(end)).toEqual(['ms', 'mt']);
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await page({ filter: { search: 'nothing-like-it' } })).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('25 rows when no number is asked for', async () => {
    for (let i = 0; i < 10; i += 1) await add(`n${i}`);
    expect((await page({})).nodes).toHaveLength(25);
    for (let i = 0; i < 10; i += 1) await remove(`n${i}`);
  });

  test.each([
    ['both ends at once', { first: 2, last: 2 }, 'last'],
    ['first with before', { first: 2, before: 'x' }, 'before'],
    ['last with after', { last: 2, after: 'x' }, 'after'],
    ['a cursor that is none', { after: 'x' }, 'after'],
    ['a search for what no text can hold', { filter: { search: 'a\u0000b' } }, 'filter.search'],
    ['a cursor without a real id', { after: Buffer.from('["mc","no id"]').toString('base64url') }, 'after'],
  ])('%s is refused and named', async (_what, variables, path) => {
    const { errors } = await read(PAGE, variables);
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  });

  test('a cursor of another list or order is refused, and the rest of the query is answered', async () => {
    const cursor = Buffer.from(JSON.stringify(['not a moment', world.globex.id])).toString('base64url');
    const { data, errors } = await read('query ($c: String) { companies { totalCount } viewer { email } }', {
      c: cursor,
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ viewer: { email: 'staff@xe2.example' } });
    const wrong = await read(PAGE, { after: cursor, orderBy: { field: 'CREATED_AT', direction: 'ASC' } });
    expect(wrong.errors?.[0]?.originalError).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'after' }],
    });
  });
});

describe('filters and orders', () => {
  const found = async (search: string) =>
    (
      await good<{ companies: { nodes: { name: string }[] } }>(
        'query ($s: String) { companies(filter: { search: $s }) { nodes { name } } }',
        { s: search },
        world.northwind.admin.token,
      )
    ).companies.nodes.map((node) => node.name);
  const ODD = ["O'Brien & Söhne", '100% Safe', 'under_score', 'back\\slash', '"Quoted"'];

  beforeAll(async () => {
    for (const [i, name] of ODD.entries()) {
      await world.sql(
        `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
         values ($1, $2, $3, $4, '{}', 'ACTIVE', '1', $5)`,
        [newId(), world.northwind.id, name, `ODD${i}`, new Date(app.clock.now().getTime() + i)],
      );
    }
  });

  test.each([
    ["o'brien", ["O'Brien & Söhne"]],
    ['100%', ['100% Safe']],
    ['%', []],
    ['_', []],
    ['under_', ['under_score']],
    ['undeR_SCORE', ['under_score']],
    ['back\\', ['back\\slash']],
    ['\\', []],
    ['"quoted', ['"Quoted"']],
    ['   ', [...ODD, 'Globex Ltd']],
    ["' or ''='", []],
    ['glob', ['Globex Ltd']],
    ['globex ltd', ['Globex Ltd']],
    ['Ltd globex', []],
  ])('search %j', async (search, names) => {
    expect((await found(search)).sort()).toEqual([...names].sort());
  });

  test('search with more text than any name has', async () => {
    expect(await found('x'.repeat(5_000))).toEqual([]);
  });

  test('an id that is none finds nothing, as an id of nothing does', async () => {
    const of = async (resellerId: string) =>
      good('query ($f: CompanyFilter) { companies(filter: $f) { totalCount nodes { id } } }', {
        f: { resellerId },
      });
    expect(await of('no id')).toEqual(await of(newId()));
  });

  test.each(['NAME', 'CUSTOMER_CODE', 'CREATED_AT'])(
    'order by %s, both ways the same rows',
    async (field) => {
      const rows = async (direction: string) =>
        (
          await good<{ companies: { nodes: { id: string }[] } }>(
            'query ($o: CompanyOrder) { companies(first: 100, orderBy: $o) { nodes { id } } }',
            { o: { field, direction } },
          )
        ).companies.nodes.map(({ id }) => id);
      const ascending = await rows('ASC');
      expect(new Set(ascending).size).toBe(ascending.length);
      expect(await rows('DESC')).toEqual(ascending.reverse());
    },
  );
});

test("[S10] one row: another tenant's, an unknown one and no id at all are answered alike", async () => {
  const answers = await Promise.all(
    [world.initech.id, newId(), 'no id', '', `${world.globex.id} `].map((id) =>
      app.ask('query ($id: ID!) { company(id: $id) { name } }', { id }, world.northwind.admin.token),
    ),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]?.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});
