import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../../trade/billing/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { followMoves } from './factory.ts';

let app: TestApp;
let world: World;
const GLOBEX = 'admin@globex.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const STAFF = 'staff@xe2.example';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-10-01' });
});
afterAll(() => app.close());

type Answer = {
  id: string;
  state: string;
  awaits: string[];
};
const ask = async (email: string, name: string, input: object) => {
  const { data, errors } = await app.ask<Record<string, Answer>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id state awaits } }`,
    { input },
    await world.signIn(email),
  );
  const [error] = errors ?? [];
  return {
    ...data?.[name],
    error: error && {
      code: error.extensions.code,
      path: error.extensions.fields?.[0]?.path,
      message: error.message,
    },
  } as Partial<Answer> & { error?: { code: string; path?: string; message: string } };
};
const given = (over: object = {}) => ({
  companyId: world.globex.id,
  toReseller: 'Contoso Cloud',
  movesOn: '2026-10-16',
  reason: 'Contoso is nearer.',
  ...over,
});
const seen = async (email: string, query: string) =>
  (await app.ask<Record<string, { nodes: Record<string, unknown>[] }>>(query, {}, await world.signIn(email)))
    .data;
const agree = (email: string, id: string) => ask(email, 'agreeToCompanyMove', { id });

describe('proposeCompanyMove', () => {
  test('[T7] is for those who have the company, of their own, to a reseller that is there, on a day to come', async () => {
    expect((await ask(CONTOSO, 'proposeCompanyMove', given())).error?.code).toBe('NOT_FOUND');
    expect((await ask('user@globex.example', 'proposeCompanyMove', given())).error?.code).toBe('FORBIDDEN');
    expect(
      (await ask(NORTHWIND, 'proposeCompanyMove', given({ movesOn: '2026-10-01' }))).error,
    ).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'movesOn',
    });
    expect((await ask(NORTHWIND, 'proposeCompanyMove', given({ toReseller: 'Nobody' }))).error?.path).toBe(
      'toReseller',
    );
    expect(
      (await ask(NORTHWIND, 'proposeCompanyMove', given({ toReseller: 'northwind it' }))).error?.code,
    ).toBe('CONFLICT');
  });

  test('[T7] a move is declined by whoever was asked, withdrawn by any party, and then over', async () => {
    const one = await ask(NORTHWIND, 'proposeCompanyMove', given());
    expect(one).toMatchObject({ state: 'PROPOSED', awaits: ['TO', 'COMPANY', 'PLATFORM'] });
    const id = one.id as string;
    expect((await ask(GLOBEX, 'proposeCompanyMove', given())).error?.code).toBe('CONFLICT');
    const other = world.initech.admin;
    expect((await agree('admin@initech.example', id)).error?.code, other.personId).toBe('NOT_FOUND');
    expect((await agree(NORTHWIND, id)).error?.message).toBe('You have agreed to this move already.');
    expect((await agree(STAFF, id)).error?.message).toContain('Contoso Cloud and Globex Ltd have yet to');
    const because = 'We have no room.';
    expect(await ask(CONTOSO, 'declineCompanyMove', { id, because })).toMatchObject({ state: 'DECLINED' });
    for (const [email, verb] of [
      [GLOBEX, 'agreeToCompanyMove'],
      [NORTHWIND, 'withdrawCompanyMove'],
    ] as const)
      expect(
        (await ask(email, verb, { id, ...(verb !== 'agreeToCompanyMove' && { because }) })).error?.code,
      ).toBe('CONFLICT');
    const two = await ask(GLOBEX, 'proposeCompanyMove', given());
    expect(two.awaits).toEqual(['FROM', 'TO', 'PLATFORM']);
    expect(await ask(NORTHWIND, 'withdrawCompanyMove', { id: two.id, because })).toMatchObject({
      state: 'WITHDRAWN',
    });
  });
});

test('[T7] [S17] on its day it moves: each day is charged once, by whoever had it, and the former reseller keeps its books only', async () => {
  const { id } = await ask(NORTHWIND, 'proposeCompanyMove', given());
  const moveId = id as string;
  for (const email of [CONTOSO, GLOBEX]) expect((await agree(email, moveId)).state).toBe('PROPOSED');
  expect(await agree(STAFF, moveId)).toMatchObject({ state: 'APPROVED', awaits: [] });
  await followMoves(app, world);
  app.clock.set('2026-10-15T22:30:00Z');
  await followMoves(app, world);
  expect(await seen(CONTOSO, '{ companies { nodes { name } } }')).toEqual({
    companies: { nodes: [{ name: 'Initech Ltd' }] },
  });

  // Midnight in London, which is on summer time.
  app.clock.set('2026-10-15T23:00:00Z');
  await followMoves(app, world);
  expect(await seen(CONTOSO, '{ companies { nodes { name agreementDue } } }')).toEqual({
    companies: {
      nodes: [
        { name: 'Globex Ltd', agreementDue: true },
        { name: 'Initech Ltd', agreementDue: false },
      ],
    },
  });
  expect(
    await seen(
      NORTHWIND,
      '{ companies { nodes { name } } endUsers { nodes { id } } subscriptions { nodes { id } } companyMoves(filter: { state: MOVED }) { nodes { companyName company { id } } } }',
    ),
  ).toEqual({
    companies: { nodes: [] },
    endUsers: { nodes: [] },
    subscriptions: { nodes: [] },
    companyMoves: { nodes: [{ companyName: 'Globex Ltd', company: null }] },
  });
  const invoices =
    '{ invoices { nodes { kind issuerName periodStart periodEnd netMinor lines { from to netMinor } } } }';
  // £15.00 × 15 of 31 days, and then × 16.
  const former = { kind: 'RETAIL', issuerName: 'Northwind IT', periodEnd: '2026-10-16', netMinor: 726 };
  expect((await seen(NORTHWIND, invoices)).invoices?.nodes).toMatchObject([former]);
  expect((await seen(CONTOSO, invoices)).invoices?.nodes).toEqual([]);

  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: CONTOSO }, '2026-10');
  await bill({ app, world, email: STAFF }, '2026-10');
  const latter = { issuerName: 'Contoso Cloud', periodEnd: '2026-11-01', netMinor: 774 };
  expect((await seen(GLOBEX, invoices)).invoices?.nodes.map(({ netMinor }) => netMinor).sort()).toEqual([
    726, 774,
  ]);
  const ofContoso = (await seen(CONTOSO, invoices)).invoices?.nodes;
  const ofNorthwind = (await seen(NORTHWIND, invoices)).invoices?.nodes;
  expect(ofContoso).toEqual(expect.arrayContaining([expect.objectContaining(latter)]));
  // £10.00 of wholesale: 484 and 516.
  const wholesale = (rows: Record<string, unknown>[] | undefined) =>
    rows?.flatMap(({ kind, netMinor }) => (kind === 'WHOLESALE' ? netMinor : []));
  expect(wholesale(ofNorthwind)).toEqual([484]);
  expect(wholesale(ofContoso)).toEqual([516]);
  expect(ofNorthwind?.length).toBe(2);

  const told = await world.letters<{ to: string; n: number }>(
    `select "to", count(*)::int as n from mail where cause = 'companyMove' and subject like 'Globex%' group by 1 order by 1`,
  );
  expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining([CONTOSO, GLOBEX, NORTHWIND]));
});

test('[T7] what is in the way holds a move on its day, and says why', async () => {
  const { id } = await ask(
    GLOBEX,
    'proposeCompanyMove',
    given({ toReseller: 'Northwind IT', movesOn: '2026-11-03' }),
  );
  const moveId = id as string;
  for (const email of [NORTHWIND, CONTOSO, STAFF]) await agree(email, moveId);
  await world.sql(`update reseller set status = 'SUSPENDED' where id = $1`, [world.northwind.id]);
  app.clock.set('2026-11-03T09:00:00Z');
  await followMoves(app, world);
  const held = '{ companyMoves(filter: { state: APPROVED }) { nodes { heldBecause } } }';
  expect((await seen(GLOBEX, held)).companyMoves?.nodes).toEqual([
    { heldBecause: 'Northwind IT is suspended.' },
  ]);
  await world.sql(`update reseller set status = 'ACTIVE' where id = $1`, [world.northwind.id]);
  await followMoves(app, world);
  expect((await seen(NORTHWIND, '{ companies { nodes { name } } }')).companies?.nodes).toEqual([
    { name: 'Globex Ltd' },
  ]);
});

test('[T7] [B4] days that were charged ahead are given back by the former reseller, and charged by the new one', async () => {
  app.clock.set('2026-12-01T09:00:00Z');
  await world.sql(
    `insert into billing_terms (id, reseller_id, company_id, issuer_id, payment_days, cycle, billing_day, first_month, created_at)
       values (uuidv7(), $1, $2, $1, 14, 'MONTH_IN_ADVANCE', 1, 1, now())`,
    [world.contoso.id, world.initech.id],
  );
  await addSubscription(world, world.initech, { productId: world.hosting, startsOn: '2026-12-01' });
  await addSubscription(world, world.initech, {
    productId: world.archive,
    endUserId: world.initech.user.endUserId,
    startsOn: '2026-12-10',
  });
  await bill({ app, world, email: CONTOSO }, '2026-11');
  const initech = 'admin@initech.example';
  const given = {
    companyId: world.initech.id,
    toReseller: 'Northwind IT',
    movesOn: '2026-12-16',
    reason: 'Nearer.',
  };
  const { id } = await ask(initech, 'proposeCompanyMove', given);
  for (const email of [CONTOSO, NORTHWIND, STAFF]) await agree(email, id as string);
  app.clock.set('2026-12-16T09:00:00Z');
  await followMoves(app, world);
  const lines = await world.sql<{ net: number }>(
    `select l.net_minor::int as net from invoice_line l join invoice i on i.id = l.invoice_id
      where i.company_id = $1 and i.issuer_id = $2 and i.period_end = '2026-12-16' order by l.position`,
    [world.initech.id, world.contoso.id],
  );
  const billed = await world.sql<{ to: string }>(
    `select distinct billed_to::text as to from billed_subscription where company_id = $1`,
    [world.initech.id],
  );
  // £2.00 and £15.00 × 16 of 31 days; an invoice comes to nothing at least, so the rest waits to be given back.
  expect(lines.map(({ net }) => net)).toEqual([-103, -774, 877]);
  expect(billed).toEqual([{ to: '2026-12-16' }]);
});
