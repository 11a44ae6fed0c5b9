import { newId } from '@steward/shared';
import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/app.ts';
import { addInvoice } from '../../src/features/trade/billing/factory.ts';
import { rowCondition } from '../../src/kernel/protection.ts';
import type { TableDefinition } from '../../src/kernel/table.ts';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../src/kernel/testing/world.ts';
import { isTest, modules } from '../guards/sources.ts';
import { foreignAmong, noteChanges, type Reacher, reachOf } from './changed-rows.ts';
import { idPlaces, plausible, tablesFor, withIn } from './plausible.ts';
import { personOf, type Role } from './reach.ts';
import { fillEveryTable, type Tenant, tenantsOf } from './rows.ts';

let app: TestApp;
let world: World;
let principals: Principal[];
let changes: Awaited<ReturnType<typeof noteChanges>>;
/** Something to be done by hand, for Globex. */
let task: string;
/** A mailbox of Globex whose mail can be passed on. */
let mailbox: string;
/** A supplier's bill of the platform. */
let bill: string;
/** An invoice that Northwind has issued, of which something can be credited. */
let issued: string;
/** An incident of Northwind's status page. */
let going: string;
/** To whom nothing is foreign: they show that what nobody else may ask for can be asked for. */
let staff: Principal;

interface Principal extends Reacher {
  name: string;
  token: string | undefined;
}

const NAMES = [
  'anonymous',
  'northwind',
  'contoso',
  'globex',
  'initech',
  'acme',
  'globex user',
  'initech user',
  'acme user',
];

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  // Everyone has just shown a second factor: no verb stops before it looks at the ids.
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
  const tenants = tenantsOf(world) as [Tenant, Tenant, Tenant];
  await fillEveryTable(world, tenants);
  const [globex, initech, acme] = tenants;
  const [waiting] = await world.sql<{ id: string }>(
    `update provisioning_job set connector = 'MANUAL', state = 'WAITING', task_of = 'RESELLER'
      where id = (select min(id::text)::uuid from provisioning_job where company_id = $1) returning id`,
    [world.globex.id],
  );
  task = (waiting as { id: string }).id;
  const [box] = await world.sql<{ id: string }>(
    `update subscription set product_id = $2, state = 'ACTIVE' where id = (
        select min(id::text)::uuid from subscription where company_id = $1 and end_user_id is not null and part_of_id is null)
      returning id`,
    [world.globex.id, world.mailbox],
  );
  mailbox = (box as { id: string }).id;
  await world.sql(`update product set kind = 'Mailbox' where id = $1`, [world.mailbox]);
  const [billed] = await world.sql<{ id: string }>('select id from supplier_bill where reseller_id = $1', [
    world.platform.id,
  ]);
  bill = (billed as { id: string }).id;
  const [incident] = await world.sql<{ id: string }>(
    'select id from status_incident where reseller_id = $1',
    [world.northwind.id],
  );
  going = (incident as { id: string }).id;
  issued = await addInvoice(world, {
    issuerId: world.northwind.id,
    resellerId: world.northwind.id,
    companyId: world.globex.id,
    net: 1000,
  });
  const known: [string, Role, Tenant, string | undefined][] = [
    ['anonymous', 'anonymous', globex, undefined],
    ['northwind', 'reseller', globex, world.northwind.admin.token],
    ['contoso', 'reseller', initech, world.contoso.admin.token],
    ['globex', 'company', globex, world.globex.admin.token],
    ['initech', 'company', initech, world.initech.admin.token],
    ['acme', 'company', acme, world.acme.admin.token],
    ['globex user', 'endUser', globex, world.globex.user.token],
    ['initech user', 'endUser', initech, world.initech.user.token],
    ['acme user', 'endUser', acme, world.acme.user.token],
    ['staff', 'platform', acme, world.platform.staff.token],
  ];
  const all = await Promise.all(
    known.map(async ([name, role, tenant, token]) => ({
      name,
      token,
      ...(await reachOf(world, role, tenant)),
    })),
  );
  staff = all.pop() as Principal;
  principals = all;
  changes = await noteChanges(world, BY_ITSELF);
});
afterAll(() => app.close());

const principal = (name: string): Principal => principals.find((one) => one.name === name) as Principal;
type Root = 'query' | 'mutation';
type Field = GraphQLField<unknown, unknown>;
const rootFields = (root: Root): Field[] => {
  const type = root === 'query' ? schema().getQueryType() : schema().getMutationType();
  return Object.values(type?.getFields() ?? {});
};
/** Ends the session that the other requests come with, or opens one: tried with the sessions themselves. */
const OF_SESSIONS = ['signIn', 'signOut', 'refreshSession', 'switchMembership', 'revokeSession'];

/** Asks for a field with these arguments, and for the ids of what it gives back. */
async function ask(
  root: Root,
  field: Field,
  args: Record<string, unknown>,
  token: string | undefined,
): Promise<GraphQLAnswer<Record<string, unknown>>> {
  const given = field.args.filter(({ name }) => args[name] !== undefined);
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const query = `${root} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${idsOf(field)} }`;
  return app.ask(query, args, token);
}

function idsOf(field: Field): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  const fields = type.getFields();
  if (fields.nodes) return '{ nodes { id } edges { node { id } } totalCount }';
  return fields.id ? '{ id }' : '{ __typename }';
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** What an answer says, without the ids in it. */
const said = ({ data, errors }: GraphQLAnswer<unknown>): string =>
  JSON.stringify({
    data: data ?? null,
    errors: errors?.map(({ message, extensions: { code, fields } }) => ({ message, code, fields })),
  }).replace(UUID, 'ID');
const codesOf = ({ errors = [] }: GraphQLAnswer<unknown>): string[] =>
  errors.map(({ extensions }) => extensions.code);

/** Tables in which every request may write by itself. */
const BY_ITSELF = ['audit_entry', 'security_event', 'session', 'sign_in_throttle'];

/** A principal's own thing, for the places that are not the one being tried. */
const ownId =
  ({ own }: Principal, field: Field) =>
  (name: string): string => {
    for (const { table } of tablesFor(name, field)) {
      const [id] = own.get(table) ?? [];
      if (id) return id;
    }
    return newId();
  };

/** Things of the world that fit the place being tried where the first of its table would not. */
const FITTING: Record<string, (name: string) => string | undefined> = {
  'placeOrder(input.lines.endUserId)': (name) => (name === 'productId' ? world.archive : undefined),
  'previewOrder(input.lines.endUserId)': (name) => (name === 'productId' ? world.archive : undefined),
  'assignTask(input.membershipId)': (name) => (name === 'jobId' ? task : undefined),
  'issueCreditNote(input.lines.lineId)': (name) => (name === 'invoiceId' ? issued : undefined),
  'issueDebitNote(input.lines.lineId)': (name) => (name === 'invoiceId' ? issued : undefined),
  'passMailOn(input.forwardToId)': (name) => (name === 'subscriptionId' ? mailbox : undefined),
  'passMailOn(input.delegateIds)': (name) => (name === 'subscriptionId' ? mailbox : undefined),
  'matchSupplier(input.companyId)': (name) => (name === 'billId' ? bill : undefined),
  'subscribe(input.companyId)': (name) => (name === 'productId' ? world.hosting : undefined),
  'updateIncident(input.affects.componentId)': (name) => (name === 'incidentId' ? going : undefined),
};

/** Some of the others' ids that a place may mean: every tenant's, or one of each table where it may mean anything. */
function strangers({ others }: Principal, tables: readonly TableDefinition[]): string[] {
  return tables.flatMap(({ table }) => (others.get(table) ?? []).slice(0, tables.length > 3 ? 1 : 4));
}

describe('[S10] [S23] an id of another tenant is answered like one that does not exist, and changes nothing', () => {
  const cases = (['query', 'mutation'] as const).flatMap((root) =>
    rootFields(root)
      .filter((field) => !OF_SESSIONS.includes(field.name))
      .flatMap((field) =>
        idPlaces(field).map(
          (place) => [`${field.name}(${place.way.join('.')})`, root, field, place] as const,
        ),
      ),
  );

  /** Places whose thing has no tenant: whoever may read it at all may read all of it. */
  const ofNoTenant = (tables: readonly TableDefinition[]): boolean =>
    tables.every(({ table }) => ['product', 'reference_rate'].includes(table));

  test.each(cases)('%s', async (name, root, field, place) => {
    if (ofNoTenant(place.tables)) return;
    const reached: string[] = [];
    await changes();
    for (const one of [...principals, staff]) {
      const mine = ownId(one, field);
      const args = Object.fromEntries(
        field.args
          .filter((argument) => argument.name === place.way[0] || String(argument.type).endsWith('!'))
          .map((argument) => [
            argument.name,
            plausible(argument.type, argument.name, (of) => FITTING[name]?.(of) ?? mine(of)),
          ]),
      );
      const nobodys = await ask(root, field, withIn(args, place, newId()), one.token);
      for (const id of strangers(one, place.tables)) {
        const answer = await ask(root, field, withIn(args, place, id), one.token);
        expect(said(answer), `${one.name} with ${id}`).toBe(said(nobodys));
      }
      expect(codesOf(nobodys), `${one.name}: ${said(nobodys)}`).not.toContain('INTERNAL');
      const foreign = await foreignAmong(world, one, await changes());
      expect(foreign, `${one.name} changed what is not theirs`).toEqual([]);
      const atThePlace = nobodys.errors?.some(({ extensions }) =>
        extensions.fields?.some(({ path }) => path.split('.').at(-1) === place.way.at(-1)),
      );
      if (codesOf(nobodys).includes('NOT_FOUND') || !nobodys.errors || atThePlace) reached.push(one.name);
    }
    expect(
      reached,
      'nobody got as far as the id: make the other values plausible in test/isolation/plausible.ts',
    ).not.toEqual([]);
  });

  test('and of sessions and memberships of other people too', async () => {
    const field = (name: string): Field => rootFields('mutation').find((one) => one.name === name) as Field;
    for (const one of principals.filter(({ token }) => token)) {
      for (const [name, table, give] of [
        ['revokeSession', 'session', (id: string) => ({ input: { id, password: PASSWORD } })],
        ['switchMembership', 'membership', (membershipId: string) => ({ membershipId })],
      ] as const) {
        const person = personOf(one.role, one.tenant);
        const [nobodys, ...answers] = [newId(), ...(one.others.get(table) ?? [])].filter(
          (id) => id !== person?.membershipId,
        );
        const expected = said(await ask('mutation', field(name), give(nobodys as string), one.token));
        expect(expected).toContain('NOT_FOUND');
        for (const id of answers.slice(0, 4)) {
          expect(said(await ask('mutation', field(name), give(id), one.token)), `${one.name} ${name}`).toBe(
            expected,
          );
        }
      }
    }
  });
});

test('a policy that lets everything through is noticed', async () => {
  const field = rootFields('query').find(({ name }) => name === 'domain') as Field;
  const { token } = principal('contoso');
  const tried = async () => {
    const answers = [newId(), world.globex.domainId].map((id) => ask('query', field, { id }, token));
    return new Set((await Promise.all(answers)).map(said)).size;
  };
  expect(await tried()).toBe(1);
  await world.sql('alter policy reseller_select on domain using (true)');
  try {
    expect(await tried()).toBe(2);
  } finally {
    await world.sql(
      `alter policy reseller_select on domain using (${rowCondition('reseller', { reseller: 'reseller_id' })})`,
    );
  }
});

test("a row that changes, comes or goes under others is noticed, and one of one's own is not", async () => {
  const of = async (change: () => Promise<unknown>, name: string): Promise<string[]> => {
    await changes();
    await change();
    return foreignAmong(world, principal(name), await changes());
  };
  const rename = () => world.sql(`update company set name = name || '.' where id = $1`, [world.globex.id]);
  expect(await of(rename, 'contoso')).toEqual([`company ${world.globex.id}`]);
  expect(await of(rename, 'northwind')).toEqual([]);
  const add = (id: string) =>
    world.sql(`insert into tenant_group (id, name, created_at) values ($1, 'Noticed', now())`, [id]);
  const id = newId();
  expect(await of(() => add(id), 'northwind')).toEqual([`tenant_group ${id}`]);
  const remove = () => world.sql('delete from tenant_group where id = $1', [id]);
  expect(await of(remove, 'northwind')).toEqual([`tenant_group ${id}`]);
});

describe('[S17] nothing that is read, however deep, holds an id of another tenant', () => {
  /** Ids down to this depth: a list's rows, what they refer to and hold, and what that refers to and holds. */
  const DEPTH = 4;

  /** The type of a connection's rows; none for a type that is no connection. */
  function rowOf(type: GraphQLObjectType): GraphQLObjectType | undefined {
    const nodes = type.getFields().nodes;
    return nodes && (getNamedType(nodes.type) as GraphQLObjectType);
  }

  function tree(type: GraphQLObjectType, depth: number, lists: number): string {
    const parts = type.getFields().id ? ['id'] : ['__typename'];
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (!isObjectType(inner) || depth <= 1) continue;
      const node = rowOf(inner);
      if (node && lists > 0)
        parts.push(
          `${field.name}(first: 10) { nodes { ${tree(node, depth - 1, lists - 1)} } edges { node { id } } }`,
        );
      else if (!node && inner.getFields().id)
        parts.push(`${field.name} { ${tree(inner, depth - 1, lists)} }`);
    }
    return parts.join(' ');
  }

  /** One query per root field, as deep as the limits let it be and as its reader may ask. */
  async function everything(one: Principal, field: Field): Promise<string[]> {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return [];
    const node = rowOf(type);
    const args = Object.fromEntries(
      field.args
        .filter(({ type: given }) => String(given).endsWith('!'))
        .map((argument) => [argument.name, plausible(argument.type, argument.name, ownId(one, field))]),
    );
    const declared = field.args.filter(({ name }) => name in args);
    const head = declared.length
      ? `(${declared.map(({ name, type: given }) => `$${name}: ${given}`).join(', ')})`
      : '';
    const passed = [...declared.map(({ name }) => `${name}: $${name}`), ...(node ? ['first: 20'] : [])].join(
      ', ',
    );
    const texts: string[] = [];
    for (const [depth, lists] of [
      [DEPTH, 1],
      [3, 1],
      [3, 0],
      [2, 1],
      [2, 0],
      [1, 0],
    ] as const) {
      const selection = node
        ? `{ nodes { ${tree(node, depth, lists)} } edges { node { id } } }`
        : `{ ${tree(type, depth, lists)} }`;
      const answer = await app.ask(
        `query ${head} { ${field.name}${passed && `(${passed})`} ${selection} }`,
        args,
        one.token,
      );
      texts.push(JSON.stringify(answer));
      if (!answer.errors) break;
      // Too many fields at this depth, or a list that this reader may not ask for: a smaller tree is tried.
      expect(['INVALID_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED', 'NOT_FOUND'], texts.at(-1)).toContain(
        codesOf(answer)[0],
      );
    }
    return texts;
  }

  test.each(NAMES)('for %s', async (name) => {
    const one = principal(name);
    // How long sessions last is nobody's row, and told to whoever it concerns.
    const foreign = new Set(
      [...one.others].flatMap(([table, ids]) => (table === 'sign_in_policy' ? [] : ids)),
    );
    let read = 0;
    for (const field of rootFields('query')) {
      for (const text of await everything(one, field)) {
        const ids = text.match(UUID) ?? [];
        if (!text.includes('"errors"')) read += ids.length;
        expect(
          ids.filter((id) => foreign.has(id)),
          `${field.name}: ${text.slice(0, 300)}`,
        ).toEqual([]);
      }
    }
    if (one.token) expect(read).toBeGreaterThan(10);
    else expect(read).toBe(0);
  });

  test('a company sees of its reseller only itself', async () => {
    for (const name of ['globex', 'globex user']) {
      const { token } = principal(name);
      const answer = await app.ask(
        '{ companies { nodes { id } } viewer { reseller { id } company { id } } }',
        {},
        token,
      );
      const nested = await app.ask(
        'query ($id: ID!) { company(id: $id) { reseller { id companies { totalCount nodes { id reseller { companies { nodes { id } } } } } } } }',
        { id: world.globex.id },
        token,
      );
      const ids = new Set(JSON.stringify([answer, nested]).match(UUID));
      expect([...ids].filter((id) => ![world.globex.id, world.northwind.id].includes(id))).toEqual([]);
    }
  });

  test('a company that moved to another reseller is gone for the one and there for the other; a deleted one is gone', async () => {
    const [moved] = await world.sql<{ id: string }>(
      `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
       select uuidv7(), reseller_id, 'Moving Ltd', 'MOVING', address, status, agreement_version, created_at from company where id = $1 returning id`,
      [world.globex.id],
    );
    const read = (token: string) =>
      app.ask(
        'query ($id: ID!) { company(id: $id) { name } companies(filter: { search: "moving" }) { totalCount } }',
        { id: moved?.id },
        token,
      );
    const nobodys = said(
      await app.ask(
        'query ($id: ID!) { company(id: $id) { name } companies(filter: { search: "moving" }) { totalCount } }',
        { id: newId() },
        world.contoso.admin.token,
      ),
    );
    expect(said(await read(world.contoso.admin.token))).toBe(nobodys);
    expect((await read(world.northwind.admin.token)).errors).toBeUndefined();
    await world.sql('update company set reseller_id = $2 where id = $1', [moved?.id, world.contoso.id]);
    expect(said(await read(world.northwind.admin.token))).toBe(nobodys);
    expect((await read(world.contoso.admin.token)).errors).toBeUndefined();
    await world.sql('delete from company where id = $1', [moved?.id]);
    expect(said(await read(world.contoso.admin.token))).toBe(nobodys);
  });
});

describe('[S10] routes beside GraphQL answer ids of other tenants like ids of nothing', () => {
  type Route =
    | { table: string; send: (id: string) => { path: string; init?: RequestInit } }
    | { without: string };
  const csv = {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: 'First name,Last name\nAda,Byron\n',
  };
  const ROUTES: Record<string, Route> = {
    '/graphql': { without: 'everything above' },
    '/healthz': { without: 'knows no tenant' },
    '/readyz': { without: 'knows no tenant' },
    '/photos/:file': { without: 'an address that nobody guesses, told to whoever sees the person' },
    '/logos/:file': { without: 'an address made of the picture that it leads to' },
    '/bank-statements': { without: 'names no row: what is sent is of whoever sends it' },
    '/usage-records': { without: 'names no row: what is sent is of whoever sends it' },
    '/call-records': {
      table: 'call_source',
      send: (id) => ({
        path: `/call-records?sourceId=${id}&fileName=calls.csv`,
        init: { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: 'x' },
      }),
    },
    '/supplier-bills': { without: 'names no row: staff alone may send, what they send is the platform’s' },
    '/enquiry-form.js': { without: 'a script, the same for all' },
    '/enquiry-forms/:formId': { without: 'public, to the web sites that the form names' },
    '/pay/pdf': { without: 'finds its invoice by the secret of a link' },
    '/unsubscribe/:token': { without: 'finds its contact by the secret of a link' },
    '/webhooks/stripe': { without: 'finds its tenant by a signed event' },
    '/incidents/:id/pdf': {
      table: 'incident',
      send: (id) => ({ path: `/incidents/${id}/pdf` }),
    },
    '/invoices/:id/pdf': { table: 'invoice', send: (id) => ({ path: `/invoices/${id}/pdf` }) },
    '/invoices/:id/xml': { table: 'invoice', send: (id) => ({ path: `/invoices/${id}/xml` }) },
    '/invoices/:id/calls/csv': { table: 'invoice', send: (id) => ({ path: `/invoices/${id}/calls/csv` }) },
    '/invoices/:id/calls/pdf': { table: 'invoice', send: (id) => ({ path: `/invoices/${id}/calls/pdf` }) },
    '/credit-notes/:id/pdf': { table: 'credit_note', send: (id) => ({ path: `/credit-notes/${id}/pdf` }) },
    '/credit-notes/:id/xml': { table: 'credit_note', send: (id) => ({ path: `/credit-notes/${id}/xml` }) },
    '/statements/:id/pdf': {
      table: 'company',
      send: (id) => ({ path: `/statements/${id}/pdf?from=2026-10-01&to=2026-10-31` }),
    },
    '/statements/:id/csv': {
      table: 'company',
      send: (id) => ({ path: `/statements/${id}/csv?from=2026-10-01&to=2026-10-31` }),
    },
    '/access-reviews/:id/pdf': {
      table: 'access_review',
      send: (id) => ({ path: `/access-reviews/${id}/pdf` }),
    },
    '/access-reviews/:id/csv': {
      table: 'access_review',
      send: (id) => ({ path: `/access-reviews/${id}/csv` }),
    },
    '/processing-records/:id/pdf': {
      table: 'processing_record',
      send: (id) => ({ path: `/processing-records/${id}/pdf` }),
    },
    '/processing-records/:id/csv': {
      table: 'processing_record',
      send: (id) => ({ path: `/processing-records/${id}/csv` }),
    },
    '/': { without: 'leads to the status page under a host name of its own' },
    '/status': { without: 'how services are, for anybody' },
    '/status/:name': { without: 'the same' },
    '/status/:key/:file': { without: 'the same' },
    '/audit/heads': { without: 'names no row: the ends of one’s own chains' },
    '/audit/export': { without: 'narrows what auditEntries lists, and is tried beside it' },
    '/bookkeeping/export': { without: 'names no row: it has the ledger of whoever asks' },
    '/breach-notices/:id/pdf': {
      table: 'breach_notice',
      send: (id) => ({ path: `/breach-notices/${id}/pdf` }),
    },
    '/breach-notices/:id/authority.pdf': {
      table: 'breach_notice',
      send: (id) => ({ path: `/breach-notices/${id}/authority.pdf` }),
    },
    '/.well-known/archive-keys.json': { without: 'the keys by which anybody verifies an archive' },
    '/tenant-deletions/:id/pdf': {
      table: 'tenant_deletion',
      send: (id) => ({ path: `/tenant-deletions/${id}/pdf` }),
    },
    '/tenant-archives/:id': { table: 'tenant_archive', send: (id) => ({ path: `/tenant-archives/${id}` }) },
    '/rights-archives/:id': { table: 'rights_archive', send: (id) => ({ path: `/rights-archives/${id}` }) },
    '/rights-receipts/:id/pdf': {
      table: 'rights_receipt',
      send: (id) => ({ path: `/rights-receipts/${id}/pdf` }),
    },
    '/bulk-changes': {
      table: 'company',
      send: (id) => ({ path: `/bulk-changes?companyId=${id}&fileName=people.csv`, init: csv }),
    },
    '/bulk-changes/:id/report': {
      table: 'change_set',
      send: (id) => ({ path: `/bulk-changes/${id}/report` }),
    },
    '/bulk-changes/columns': {
      table: 'company',
      send: (id) => ({ path: `/bulk-changes/columns?companyId=${id}`, init: csv }),
    },
  };

  test('all of them', () => {
    const declared = modules()
      .filter(({ path }) => path.startsWith('packages/api/src/') && !path.includes('/demo/') && !isTest(path))
      .flatMap(({ text }) => [
        ...text.matchAll(
          /(?:url: |\b(?:server|raw)\.(?:get|post|put|patch|delete)(?:<[\s\S]*?>)?\(\s*)'(\/[^']*)'/g,
        ),
      ])
      .map(([, path]) => path as string);
    expect([...new Set(declared)].sort(), 'say in ROUTES how it is given ids').toEqual(
      Object.keys(ROUTES).sort(),
    );
  });

  test.each(
    Object.entries(ROUTES).flatMap(([name, route]) => ('table' in route ? [[name, route] as const] : [])),
  )('%s', async (_name, { table, send }) => {
    const statuses = new Set<number>();
    await changes();
    for (const one of [...principals, staff]) {
      const answer = async (id: string) => {
        const { path, init = {} } = send(id);
        const headers = {
          ...(init.headers as Record<string, string>),
          ...(one.token ? { authorization: `Bearer ${one.token}` } : {}),
        };
        const response = await fetch(app.url + path, { ...init, headers });
        return { status: response.status, body: (await response.text()).replace(UUID, 'ID') };
      };
      const nobodys = await answer(newId());
      statuses.add(nobodys.status);
      for (const id of (one.others.get(table) ?? []).slice(0, 4))
        expect(await answer(id), one.name).toEqual(nobodys);
      expect(await foreignAmong(world, one, await changes())).toEqual([]);
    }
    expect([...statuses]).toContain(404);
    expect(Math.max(...statuses)).toBeLessThan(500);
  });
});

describe('[S24] what an input does not name cannot be given', () => {
  const mutations = rootFields('mutation').filter(({ args }) => args.some(({ name }) => name === 'input'));
  test.each(mutations.map((field) => [field.name, field] as const))('%s', async (_name, field) => {
    const input = field.args[0] as (typeof field.args)[number];
    const { token } = principal('northwind');
    const given = plausible(input.type, 'input', ownId(principal('northwind'), field)) as object;
    for (const extra of ['level', 'isPlatform', 'passwordHash', 'created_at', '__proto__']) {
      const body = JSON.stringify({ input: given }).replace(
        /\}\}$/,
        `${Object.keys(given).length ? ',' : ''}"${extra}":"PLATFORM"}}`,
      );
      const answer = await app.ask(
        `mutation ($input: ${input.type}) { ${field.name}(input: $input) ${idsOf(field)} }`,
        JSON.parse(body) as object,
        token,
      );
      if (extra === '__proto__') continue;
      expect(codesOf(answer), `${extra}: ${said(answer)}`).toEqual(['INVALID_INPUT']);
      expect(answer.errors?.[0]?.extensions.fields).toEqual([
        { path: extra, message: 'There is no such field.' },
      ]);
    }
  });
});

describe('[S11] a header chooses no tenant', () => {
  test('whatever it says', async () => {
    const query = '{ viewer { reseller { id } } companies { nodes { id } } }';
    const { token } = principal('globex');
    const plain = await app.ask(query, {}, token);
    for (const name of ['x-tenant-id', 'x-reseller-id', 'x-company-id', 'x-membership-id', 'x-hasura-role']) {
      expect(await app.ask(query, {}, token, { [name]: world.contoso.id })).toEqual(plain);
    }
  });
});
