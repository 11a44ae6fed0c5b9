import { createSocket } from 'node:dgram';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NameServer, startNameServer } from '../../../demo/name-server.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { dnsOf } from './dns.ts';
import { nextCheck, problemOf } from './domain-record.ts';

let app: TestApp;
let world: World;
let names: NameServer;

beforeAll(async () => {
  names = await startNameServer('http://127.0.0.1');
  app = await startTestApp({ config: { dnsServers: [names.address] } });
  world = await createWorld(app);
});
afterAll(async () => {
  await app.close();
  await names.stop();
});

interface DomainAnswer {
  id: string;
  state: string;
  recordName: string;
  recordValue: string;
  problem: string | null;
  name: string;
  addressCount: number;
  company: { id: string };
}
const add = (token: string, input: object) =>
  app.ask<{ addDomain: DomainAnswer }>(
    'mutation ($input: AddDomainInput!) { addDomain(input: $input) { id name state recordName recordValue addressCount company { id } } }',
    { input },
    token,
  );
const remove = (token: string, id: string) =>
  app.ask<{ removeDomain: string }>(
    'mutation ($id: ID!) { removeDomain(input: { id: $id }) }',
    { id },
    token,
  );
const audited = (id: string) =>
  world.sql(
    'select action, actor_level, company_id, reference from audit_entry where subject_id = $1 order by at, id',
    [id],
  );

describe('addDomain', () => {
  test("[U1] adds a domain to the actor's own company, in one form", async () => {
    const { data } = await add(world.globex.admin.token, { name: ' Mail.GLOBEX.example ' });
    expect(data.addDomain).toMatchObject({
      name: 'mail.globex.example',
      addressCount: 0,
      company: { id: world.globex.id },
    });
    expect(await audited(data.addDomain.id)).toEqual([
      {
        action: 'addDomain',
        actor_level: 'COMPANY',
        company_id: world.globex.id,
        reference: 'mail.globex.example',
      },
    ]);
  });

  test('[T3] a reseller and staff name the company', async () => {
    const byReseller = await add(world.northwind.admin.token, {
      companyId: world.globex.id,
      name: 'globex.net',
    });
    expect(byReseller.data.addDomain.company.id).toBe(world.globex.id);
    const byStaff = await add(world.platform.staff.token, {
      companyId: world.initech.id,
      name: 'initech.net',
    });
    expect(byStaff.data.addDomain.company.id).toBe(world.initech.id);
    const unnamed = await add(world.northwind.admin.token, { name: 'globex.org' });
    expect(unnamed.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'companyId' }],
    });
  });

  test('an end user may not', async () => {
    const { errors } = await add(world.globex.user.token, { name: 'mine.example' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a company of another tenant is as one that does not exist', async () => {
    const answers = await Promise.all(
      [world.initech.id, world.acme.id, newId()].map((companyId) =>
        add(world.northwind.admin.token, { companyId, name: 'taken-over.example' }),
      ),
    );
    for (const { errors } of answers) {
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such company.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await world.sql(`select from domain where name = 'taken-over.example'`)).toEqual([]);
  });

  test.each([
    'localhost',
    'co.uk',
    'com.au',
    '10.0.0.12',
    'two words.example',
    'name@globex.example',
    `${'x'.repeat(64)}.example`,
    '',
  ])('refuses %s and says what would be right', async (name) => {
    const { errors } = await add(world.globex.admin.token, { name });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'name' }] });
  });

  test('twice, however it is written, it is the company’s already', async () => {
    await add(world.globex.admin.token, { name: 'münchen.example' });
    for (const name of ['globex.example', 'MÜNCHEN.example', 'xn--mnchen-3ya.example']) {
      const { errors } = await add(world.globex.admin.token, { name });
      expect(errors?.[0]).toMatchObject({
        extensions: {
          code: 'CONFLICT',
          fields: [{ path: 'name', message: "This is among the company's domains already." }],
        },
      });
    }
  });

  test('[S10] what another tenant has is not told: it waits like any other', async () => {
    for (const name of ['initech.example', 'nobodys.example']) {
      const { data } = await add(world.globex.admin.token, { name });
      expect(data.addDomain).toMatchObject({ name, state: 'WAITING' });
    }
  });
});

describe('proveDomain', () => {
  const added = async (token: string, name: string) => (await add(token, { name })).data.addDomain;
  const prove = (token: string, id: string) =>
    app.ask<{ proveDomain: DomainAnswer }>(
      'mutation ($id: ID!) { proveDomain(input: { id: $id }) { id state problem provedAt checkedAt nextCheckAt } }',
      { id },
      token,
    );
  const allocate = (name: string) =>
    app.ask(
      'mutation ($input: AllocateEmailAddressInput!) { allocateEmailAddress(input: $input) { id } }',
      { input: { endUserId: world.globex.user.endUserId, address: `uma@${name}` } },
      world.globex.admin.token,
    );

  test('[U1] nothing is allocated before the record is found, then it is', async () => {
    const { token } = world.globex.admin;
    const domain = await added(token, 'zürich.example');
    expect(domain).toMatchObject({
      state: 'WAITING',
      recordName: '_steward.xn--zrich-kva.example',
      recordValue: expect.stringMatching(/^steward-proof=[0-9a-f]{32}$/),
    });
    expect((await allocate('zürich.example')).errors?.[0]?.extensions.fields).toEqual([
      {
        path: 'address',
        message: 'zürich.example is not proved yet: set the record that stands under Domains first.',
      },
    ]);
    expect((await prove(token, domain.id)).data.proveDomain).toMatchObject({
      state: 'WAITING',
      problem: expect.stringContaining('There is no such record yet.'),
      checkedAt: '2026-10-01T09:00:00+00:00',
      nextCheckAt: '2026-10-01T09:01:00+00:00',
    });
    names.set(domain.recordName, 'steward-proof=somebody-elses');
    expect((await prove(token, domain.id)).data.proveDomain.problem).toContain('says something else');
    names.set(domain.recordName, domain.recordValue);
    expect((await prove(token, domain.id)).data.proveDomain).toMatchObject({
      state: 'PROVED',
      problem: null,
      provedAt: '2026-10-01T09:00:00+00:00',
      nextCheckAt: null,
    });
    expect((await audited(domain.id)).map((entry) => (entry as { action: string }).action)).toEqual([
      'addDomain',
      'proveDomain',
    ]);
    const said = await app.ask<{ auditEntries: { nodes: { differences: object[] | null }[] } }>(
      'query ($id: ID!) { auditEntries(filter: { subjectId: $id, action: "proveDomain" }) { nodes { differences { field before after } } } }',
      { id: domain.id },
      token,
    );
    expect(said.data.auditEntries.nodes).toEqual([
      { differences: [{ field: 'state', before: 'WAITING', after: 'PROVED' }] },
    ]);
    expect((await allocate('zürich.example')).errors).toBeUndefined();
    // Asked once more it stays as it is, and nothing is noted.
    expect((await prove(token, domain.id)).data.proveDomain.state).toBe('PROVED');
    expect(await audited(domain.id)).toHaveLength(2);
  });

  test('[U1] who sets the record gets the domain; whoever comes later is told, having proved the same', async () => {
    const first = await added(world.globex.admin.token, 'disputed.example');
    const second = await added(world.initech.admin.token, 'disputed.example');
    expect(first.recordValue).not.toBe(second.recordValue);
    names.set(second.recordName, second.recordValue);
    expect((await prove(world.globex.admin.token, first.id)).data.proveDomain.state).toBe('WAITING');
    expect((await prove(world.initech.admin.token, second.id)).data.proveDomain.state).toBe('PROVED');
    names.set(first.recordName, first.recordValue);
    expect((await prove(world.globex.admin.token, first.id)).data.proveDomain).toMatchObject({
      state: 'WAITING',
      problem: 'The record is there, but another company uses this domain already. Please ask support.',
    });
  });

  test('[U1] is looked up by itself, ever more seldom, for a month', async () => {
    const domain = await added(world.globex.admin.token, 'patient.example');
    names.set(domain.recordName, domain.recordValue);
    await app.app.work();
    await expect
      .poll(() => world.sql('select state from domain where id = $1', [domain.id]))
      .toEqual([{ state: 'PROVED' }]);
    const at = (text: string) => new Date(`2026-10-${text}Z`);
    const next = (now: string) => nextCheck(at('01T09:00'), at(now))?.toISOString() ?? null;
    expect(next('01T09:30')).toBe('2026-10-01T09:31:00.000Z');
    expect(next('01T18:00')).toBe('2026-10-01T18:15:00.000Z');
    expect(next('20T09:00')).toBe('2026-10-20T15:00:00.000Z');
    expect(next('31T09:00')).toBe(null);
  });

  test('name servers that do not answer are named as the reason', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    try {
      expect(await dnsOf([`127.0.0.1:${silent.address().port}`]).txt('_steward.globex.example')).toBe(
        undefined,
      );
      expect(problemOf(undefined, 'x')).toBe('The name servers of the domain did not answer.');
    } finally {
      silent.close();
    }
  });

  test('[S10] an end user may not; another tenant’s domain is as one that does not exist', async () => {
    const { id } = await added(world.globex.admin.token, 'guarded.example');
    expect((await prove(world.globex.user.token, id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const unknown of [id, newId()]) {
      const { errors } = await prove(world.initech.admin.token, unknown);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such domain.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    const { errors } = await prove(world.globex.admin.token, 'guarded.example');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }] });
  });
});

describe('removeDomain', () => {
  const added = async (name: string): Promise<string> =>
    (await add(world.globex.admin.token, { name })).data.addDomain.id;
  const exists = async (id: string): Promise<boolean> =>
    (await world.sql('select from domain where id = $1', [id])).length === 1;

  test('[U1] removes an unused domain, which can be added again', async () => {
    const id = await added('short-lived.example');
    expect((await remove(world.globex.admin.token, id)).data).toEqual({ removeDomain: id });
    expect(await exists(id)).toBe(false);
    expect((await audited(id)).at(-1)).toMatchObject({
      action: 'removeDomain',
      reference: 'short-lived.example',
    });
    expect((await add(world.globex.admin.token, { name: 'short-lived.example' })).errors).toBeUndefined();
  });

  test('[T3] staff may too', async () => {
    const id = await added('by-staff.example');
    expect((await remove(world.platform.staff.token, id)).data).toEqual({ removeDomain: id });
  });

  test('not while an address is allocated in it', async () => {
    const { errors } = await remove(world.globex.admin.token, world.globex.domainId);
    expect(errors?.[0]).toMatchObject({
      message: '1 address is allocated in globex.example: release them first.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await exists(world.globex.domainId)).toBe(true);
  });

  test('an end user may not', async () => {
    const { errors } = await remove(world.globex.user.token, world.globex.domainId);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a domain of another tenant is as one that does not exist', async () => {
    const id = await added('not-yours.example');
    for (const unknown of [id, newId()]) {
      const { errors } = await remove(world.initech.admin.token, unknown);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such domain.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await exists(id)).toBe(true);
  });

  test('an id that is none is named', async () => {
    const { errors } = await remove(world.globex.admin.token, 'globex.example');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }] });
  });

  test('twice: it is gone', async () => {
    const id = await added('twice.example');
    await remove(world.globex.admin.token, id);
    expect((await remove(world.globex.admin.token, id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
