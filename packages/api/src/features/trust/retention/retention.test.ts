import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import type { Setting } from '../../../kernel/verb.ts';
import { carryOutRetention } from './keep-retention.ts';
import { beginRetentionRun, endRetentionRun, forgetBatch } from './retention-run.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Due {
  table: string;
  class: string;
  rule: string;
  dueCount: number;
  heldCount: number;
  holds: { reference: string; count: number }[];
  months: { month: string; dueCount: number; heldCount: number }[];
}
interface Hold {
  id: string;
  kind: string;
  reference: string;
  reason: string;
  mine: boolean;
  tenantName: string;
  liftedAt: string | null;
}
interface Run {
  gone: number;
  held: number;
  hash: string;
  state: string;
  tables: { table: string; gone: number; held: number; holds: { reference: string; count: number }[] }[];
}

const previewOf = async (token: string, input: object = {}) => {
  const { data, errors } = await app.ask<{ retentionPreview: Due[] }>(
    `query ($companyId: ID, $rule: RetentionRule, $months: Int) { retentionPreview(companyId: $companyId, rule: $rule, months: $months) {
      table class rule dueCount heldCount holds { reference count } months { month dueCount heldCount } } }`,
    input,
    token,
  );
  return errors ? { error: errors[0] } : { due: data.retentionPreview };
};
const matrixOf = async (token: string) =>
  (
    await app.ask<{
      retentionMatrix: {
        rule: string;
        months: number | null;
        decidedBy: string;
        leastMonths: number | null;
      }[];
    }>('{ retentionMatrix { rule months decidedBy leastMonths } }', {}, token)
  ).data.retentionMatrix;
const set = (token: string, input: object) =>
  app.ask<{ setRetention: boolean }>(
    'mutation ($input: SetRetentionInput!) { setRetention(input: $input) }',
    { input },
    token,
  );
const place = (token: string, input: object) =>
  app.ask<{ placeLegalHold: Hold }>(
    `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id kind reference reason mine tenantName liftedAt } }`,
    { input: { reference: 'Claim 2026-114', reason: 'Canary versus Globex', ...input } },
    token,
  );
const lift = (token: string, id: string) =>
  app.ask<{ liftLegalHold: Hold }>(
    'mutation ($id: ID!) { liftLegalHold(input: { id: $id }) { id liftedAt } }',
    { id },
    token,
  );
const runs = async (token: string) =>
  (
    await app.ask<{ retentionRuns: { nodes: Run[] } }>(
      '{ retentionRuns { nodes { gone held hash state tables { table gone held holds { reference count } } } } }',
      {},
      token,
    )
  ).data.retentionRuns.nodes;

/** A letter to the company's user, written so long ago. */
const letter = (company: TestCompany, createdAt: string, id = newId()) =>
  world.sql(
    `insert into mail (id, reseller_id, company_id, end_user_id, channel, "to", cause, attachments, state, created_at)
     values ($1, $2, $3, $4, 'EMAIL', 'canary@globex.example', 'invitation', '[]', 'SENT', $5)`,
    [id, company.resellerId, company.id, company.user.endUserId, createdAt],
  );
const lettersOf = (company: TestCompany) =>
  world.sql<{ to: string; day: string }>(
    `select "to", to_char(created_at, 'YYYY-MM-DD') as day from mail where company_id = $1 and cause = 'invitation' order by created_at`,
    [company.id],
  );

/** A night of one tenant. */
const night = (company: TestCompany) => {
  const { scopes, services, log } = app.app;
  const tenant = { resellerId: company.resellerId, companyId: company.id };
  const does = [beginRetentionRun, forgetBatch, endRetentionRun].map(({ name }) => name);
  const credentials = { kind: 'system', task: 'test', resellerId: company.resellerId, does } as const;
  return carryOutRetention(
    { scopes, services, log, requestId: 'test', credentials } satisfies Setting,
    tenant,
  );
};

describe('[D4] how long data is kept', () => {
  const term = async (token: string, rule: string) =>
    (await matrixOf(token)).find((line) => line.rule === rule);

  test('is what statute, contract and default say, for everybody', async () => {
    for (const { token } of [world.platform.staff, world.northwind.admin, world.globex.admin]) {
      expect(await term(token, 'ACCOUNTS')).toMatchObject({
        months: 84,
        decidedBy: 'STATUTE',
        leastMonths: 84,
      });
      expect(await term(token, 'EXCHANGE')).toMatchObject({ months: 60, decidedBy: 'CONTRACT' });
      expect(await term(token, 'SUPPORT')).toMatchObject({ months: 6, decidedBy: 'CONTRACT' });
      expect(await term(token, 'MESSAGES')).toMatchObject({ months: 12, decidedBy: 'DEFAULT' });
    }
  });

  test('is shortened by a tenant for itself, and taken back; the same twice changes nothing', async () => {
    const { token } = world.globex.admin;
    for (const _ of [1, 2])
      expect((await set(token, { rule: 'MESSAGES', months: 3 })).data.setRetention).toBe(true);
    expect(await term(token, 'MESSAGES')).toMatchObject({ months: 3, decidedBy: 'CHOICE' });
    expect(await term(world.initech.admin.token, 'MESSAGES')).toMatchObject({ months: 12 });
    expect(await term(world.northwind.admin.token, 'MESSAGES')).toMatchObject({ months: 12 });
    expect(await world.sql(`select from audit_entry where action = 'setRetention'`)).toHaveLength(1);
    await set(token, { rule: 'MESSAGES' });
    expect(await term(token, 'MESSAGES')).toMatchObject({ months: 12, decidedBy: 'DEFAULT' });
  });

  test.each([
    [{ rule: 'ACCOUNTS', months: 12 }, 'months', /at least 84 months: the law asks for it \(VAT Act/],
    [{ rule: 'EXCHANGE', months: 12 }, 'months', /at least 60 months: the agreement promises it/],
    [{ rule: 'MESSAGES', months: 24 }, 'months', /may be shortened, not made longer/],
    [{ rule: 'SHORT', months: 0 }, 'rule', /no time that could be shortened/],
  ])('is not for tenants to choose freely: %o', async (input, path, message) => {
    const { errors } = await set(world.globex.admin.token, input);
    expect(errors?.[0]?.extensions.fields).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  test('is none of an end user’s', async () => {
    expect(
      (await set(world.globex.user.token, { rule: 'MESSAGES', months: 3 })).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
    expect(await previewOf(world.globex.user.token)).toMatchObject({
      error: { extensions: { code: 'FORBIDDEN' } },
    });
  });
});

describe('[D4] [S84] what is over', () => {
  test('is counted by table, class and month without changing anything; by those whose it is', async () => {
    await letter(world.globex, '2024-05-05T10:00:00Z');
    await letter(world.globex, '2024-05-06T10:00:00Z');
    await letter(world.globex, '2025-06-05T10:00:00Z');
    await letter(world.globex, '2026-06-05T10:00:00Z');
    const asked = [
      await previewOf(world.globex.admin.token),
      await previewOf(world.northwind.admin.token, { companyId: world.globex.id }),
      await previewOf(world.platform.staff.token, { companyId: world.globex.id }),
    ];
    for (const { due } of asked)
      expect(due?.filter(({ table }) => table === 'mail')).toContainEqual({
        table: 'mail',
        class: 'IDENTITY',
        rule: 'MESSAGES',
        dueCount: 3,
        heldCount: 0,
        holds: [],
        months: [
          { month: '2024-05', dueCount: 2, heldCount: 0 },
          { month: '2025-06', dueCount: 1, heldCount: 0 },
        ],
      });
    expect((await lettersOf(world.globex)).every(({ to }) => to !== '')).toBe(true);
    const other = { error: { extensions: { code: 'NOT_FOUND' } } };
    expect(await previewOf(world.contoso.admin.token, { companyId: world.globex.id })).toMatchObject(other);
    expect(await previewOf(world.initech.admin.token, { companyId: world.globex.id })).toMatchObject(other);
  });

  test('can be asked for a time that might be chosen', async () => {
    const { due } = await previewOf(world.globex.admin.token, { rule: 'MESSAGES', months: 3 });
    expect(due?.find(({ table }) => table === 'mail')?.dueCount).toBe(4);
    expect(await previewOf(world.globex.admin.token, { rule: 'ACCOUNTS', months: 3 })).toHaveProperty(
      'error',
    );
  });

  test('is held by a hold on the person, which says so; nobody else’s', async () => {
    const { endUserId } = world.globex.user;
    expect(
      (await place(world.contoso.admin.token, { kind: 'PERSON', endUserId })).errors?.[0]?.extensions.code,
    ).toBe('NOT_FOUND');
    expect(
      (await place(world.globex.user.token, { kind: 'PERSON', endUserId })).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
    const { data } = await place(world.globex.admin.token, { kind: 'PERSON', endUserId });
    expect(data.placeLegalHold).toMatchObject({
      reason: 'Canary versus Globex',
      mine: true,
      tenantName: 'Globex Ltd',
    });
    const [raw] = await world.sql<{ reason: string }>('select reason from legal_hold');
    expect(raw?.reason).not.toContain('Canary');
    const { due } = await previewOf(world.globex.admin.token);
    expect(due?.find(({ table }) => table === 'mail')).toMatchObject({
      dueCount: 3,
      heldCount: 3,
      holds: [{ reference: 'Claim 2026-114', count: 3 }],
    });
    await night(world.globex);
    expect((await lettersOf(world.globex)).every(({ to }) => to !== '')).toBe(true);
    const [run] = await runs(world.globex.admin.token);
    expect(run?.tables.find(({ table }) => table === 'mail')).toMatchObject({
      gone: 0,
      held: 3,
      holds: [{ reference: 'Claim 2026-114', count: 3 }],
    });
    // What was said is not said again the night after.
    await night(world.globex);
    expect(await runs(world.globex.admin.token)).toHaveLength(1);
  });

  test.each([
    [{ kind: 'PERSON' }, 'endUserId'],
    [{ kind: 'MATTER' }, 'rules'],
    [{ kind: 'COMPANY', rules: ['TRAFFIC'] }, 'rules'],
    [{ kind: 'MATTER', rules: ['TRAFFIC'], reason: ' ' }, 'reason'],
  ])('is held for something that is said: %o', async (input, path) => {
    const { errors } = await place(world.globex.admin.token, input);
    expect(errors?.[0]?.extensions.fields).toEqual([{ path, message: expect.any(String) }]);
  });

  test('goes in the night once it is held no more, in evidence that hangs together', async () => {
    const { token } = world.globex.admin;
    const { data } = await app.ask<{ legalHolds: { nodes: Hold[] } }>(
      '{ legalHolds { nodes { id } } }',
      {},
      token,
    );
    const [hold] = data.legalHolds.nodes as [Hold];
    expect((await lift(world.initech.admin.token, hold.id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await lift(world.northwind.admin.token, hold.id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await lift(token, hold.id)).data.liftLegalHold.liftedAt).toBeTruthy();
    expect((await lift(token, hold.id)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    await night(world.globex);
    expect((await lettersOf(world.globex)).map(({ to }) => to !== '')).toEqual([false, false, false, true]);
    const [run, before] = await runs(token);
    expect(run).toMatchObject({ state: 'DONE', held: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(run?.tables.find(({ table }) => table === 'mail')).toMatchObject({ gone: 3 });
    expect(before?.hash).not.toBe(run?.hash);
    // Nothing is left for another night, and nobody else sees this one.
    await night(world.globex);
    expect(await runs(token)).toHaveLength(2);
    expect(await runs(world.initech.admin.token)).toEqual([]);
  });

  test('is held for a company by its reseller, who alone lifts it', async () => {
    const { data } = await place(world.northwind.admin.token, {
      kind: 'COMPANY',
      companyId: world.globex.id,
      reference: 'Audit 7',
    });
    expect((await lift(world.globex.admin.token, data.placeLegalHold.id)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    await letter(world.globex, '2024-07-05T10:00:00Z');
    await night(world.globex);
    expect((await lettersOf(world.globex)).some(({ to, day }) => to !== '' && day === '2024-07-05')).toBe(
      true,
    );
    expect((await lift(world.northwind.admin.token, data.placeLegalHold.id)).data.liftLegalHold.id).toBe(
      data.placeLegalHold.id,
    );
  });

  test('is taken up where a night broke off', async () => {
    const { scopes } = app.app;
    await world.sql(
      `insert into retention_run (id, reseller_id, company_id, state, started_at, gone, held, tables)
       values ($1, $2, $3, 'RUNNING', $4, 1, 0, $5)`,
      [
        newId(),
        world.globex.resellerId,
        world.globex.id,
        scopes.clock.now(),
        JSON.stringify([
          {
            table: 'mail',
            rule: 'MESSAGES',
            before: '2025-10-01',
            gone: 1,
            held: 0,
            holds: [],
            problem: null,
          },
        ]),
      ],
    );
    await night(world.globex);
    const [run] = await runs(world.globex.admin.token);
    expect(run).toMatchObject({ state: 'DONE', gone: 2 });
  });
});
