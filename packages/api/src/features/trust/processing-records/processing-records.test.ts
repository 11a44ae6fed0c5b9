import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { findRecordKeepers } from './keep-processing-records.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

/** Waits until the worker has done whatever there is to do. */
const worked = () =>
  expect
    .poll(
      () =>
        world.sql(
          'select last_error from graphile_worker._private_jobs where run_at <= now() or attempts > 0',
        ),
      {
        timeout: 20_000,
      },
    )
    .toEqual([]);

interface Activity {
  purpose: string;
  subjects: string[];
  classes: string[];
  kept: string[];
}
interface Version {
  id: string;
  form: string;
  version: number;
  current: boolean;
  name: string;
  contactName: string | null;
  contactPhone: string | null;
  changes: string[];
  content: {
    activities: Activity[];
    recipients: { name: string; places: string[] }[];
    onBehalfOf: { name: string; through: string | null }[];
    measures: string[];
  };
}

const versions = async (token: string, form = 'CONTROLLER'): Promise<Version[]> => {
  const { data } = await app.ask<{ processingRecords: { nodes: Version[] } }>(
    `query ($form: RecordForm!) { processingRecords(filter: { form: $form, mine: true }) { nodes {
       id form version current name contactName contactPhone changes
       content { activities { purpose subjects classes kept } recipients { name places } onBehalfOf { name through } measures } } } }`,
    { form },
    token,
  );
  return data.processingRecords.nodes;
};
const renew = async (token: string) => {
  const answer = await app.ask('mutation { renewProcessingRecords }', {}, token);
  await worked();
  return answer;
};
const CONTACT = {
  name: 'Grace Hopper',
  email: 'privacy@globex.example',
  phone: '+442079460001',
  officer: true,
};
const setContact = async (token: string, given: object = CONTACT) => {
  const answer = await app.ask<{ setDataProtectionContact: { id: string; name: string; phone: string } }>(
    'mutation ($input: SetDataProtectionContactInput!) { setDataProtectionContact(input: $input) { id name phone } }',
    { input: given },
    token,
  );
  await worked();
  return answer;
};
const get = (path: string, token: string) =>
  fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

describe('[D6] a record of processing', () => {
  test('of a company says for which purposes it decides, of whose data, and how long it is kept', async () => {
    expect((await renew(world.globex.admin.token)).errors).toBeUndefined();
    const [record] = await versions(world.globex.admin.token);
    expect(record).toMatchObject({
      version: 1,
      current: true,
      name: 'Globex Ltd',
      changes: ['First version.'],
    });
    const of = (purpose: string) => record?.content.activities.find((each) => each.purpose === purpose);
    expect(of('SERVING')).toMatchObject({
      subjects: expect.arrayContaining(['END_USER']),
      classes: expect.arrayContaining(['IDENTITY', 'SERVICE']),
      kept: expect.arrayContaining(['While the company is a customer, and six months more']),
    });
    // Its seller's books are its seller's, the security of the whole the platform's.
    for (const purpose of ['BILLING', 'ACCOUNTING', 'SECURITY']) expect(of(purpose)).toBeUndefined();
    expect(record?.content.recipients.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringContaining('Northwind')]),
    );
    expect(record?.content.onBehalfOf).toEqual([]);
    expect(record?.content.measures.length).toBeGreaterThan(3);
    expect(await versions(world.globex.admin.token, 'PROCESSOR')).toEqual([]);
  });

  test('of a reseller names the companies for which it processes; the platform’s those of its resellers, too', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff]) await renew(token);
    const [reseller] = await versions(world.northwind.admin.token, 'PROCESSOR');
    expect(reseller?.content.onBehalfOf).toEqual([{ name: 'Globex Ltd', through: null }]);
    expect(reseller?.content.activities.map(({ purpose }) => purpose)).toContain('SERVING');
    const [own] = await versions(world.northwind.admin.token);
    expect(own?.content.activities.flatMap(({ subjects }) => subjects)).not.toContain('END_USER');
    const [platform] = await versions(world.platform.staff.token, 'PROCESSOR');
    expect(platform?.content.onBehalfOf).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: expect.stringContaining('Acme'), through: null }),
        { name: 'Globex Ltd', through: expect.stringContaining('Northwind') },
      ]),
    );
  });

  test('has a new version when what is done has changed, which says what; otherwise none', async () => {
    const { token } = world.globex.admin;
    const before = await versions(token);
    await renew(token);
    expect(await versions(token)).toHaveLength(before.length);
    expect((await setContact(token)).data.setDataProtectionContact).toMatchObject({ name: CONTACT.name });
    const [newest, former] = await versions(token);
    expect(newest).toMatchObject({
      version: (before[0]?.version ?? 0) + 1,
      current: true,
      contactName: CONTACT.name,
      contactPhone: CONTACT.phone,
      // Whom to ask is held so that people can use their rights.
      changes: ['Contact changed.', 'New purpose: Answering people’s rights, and showing that it was done.'],
    });
    expect(former).toMatchObject({ current: false, contactName: null });
    await setContact(token);
    expect(await versions(token)).toHaveLength(before.length + 1);
    const [phone] = await world.sql<{ phone: string }>(
      'select contact_phone as phone from processing_record where id = $1',
      [newest?.id],
    );
    expect(phone?.phone).not.toContain('7946');
  });

  test('is renewed by itself every night', async () => {
    const { token } = world.initech.admin;
    expect(await versions(token)).toEqual([]);
    const setting = {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: {
        kind: 'system',
        task: 'test',
        resellerId: null,
        does: [findRecordKeepers.name],
      } as const,
    };
    expect(await perform(setting, findRecordKeepers, {})).toBeGreaterThan(5);
    await worked();
    expect(await versions(token)).toHaveLength(1);
  });

  test('is a PDF and a CSV', async () => {
    const { token } = world.globex.admin;
    const [{ id } = { id: '' }] = await versions(token);
    const pdf = await get(`/processing-records/${id}/pdf`, token);
    expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, '%PDF-']);
    const csv = await (await get(`/processing-records/${id}/csv`, token)).text();
    expect(csv).toContain('Purpose,Purpose,Lawful basis,Whose data,Which data,Kept');
    expect(csv).toContain('Providing the services ordered');
    expect(csv).toContain('Grace Hopper');
  });

  test('is its tenant’s, its seller’s and staff’s to see, and changed by nobody', async () => {
    const [{ id } = { id: '' }] = await versions(world.globex.admin.token);
    const seen = async (token: string) =>
      (await app.ask('query ($id: ID!) { processingRecord(id: $id) { id } }', { id }, token)).errors?.[0]
        ?.extensions.code;
    for (const { token } of [world.platform.staff, world.northwind.admin])
      expect(await seen(token)).toBeUndefined();
    for (const { token } of [world.contoso.admin, world.initech.admin, world.acme.admin]) {
      expect(await seen(token)).toBe('NOT_FOUND');
      expect((await get(`/processing-records/${id}/csv`, token)).status).toBe(404);
    }
    expect(await seen(world.globex.user.token)).toBe('FORBIDDEN');
    expect((await get(`/processing-records/${id}/pdf`, world.globex.user.token)).status).toBe(403);
    expect((await get('/processing-records/nonsense/pdf', world.globex.admin.token)).status).toBe(404);
    for (const statement of ['update processing_record set version = 9', 'delete from processing_record'])
      await expect(
        app.app.scopes.run({ kind: 'system', task: 'try', resellerId: null }, { requestId: 'try' }, (scope) =>
          scope.sql(statement),
        ),
      ).rejects.toMatchObject({ code: '42501' });
  });

  test('and whom to ask is said by those who may, in words that fit', async () => {
    expect((await setContact(world.globex.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await renew(world.globex.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { errors } = await setContact(world.globex.admin.token, { ...CONTACT, name: '', email: 'nobody' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [expect.objectContaining({ path: 'name' }), expect.objectContaining({ path: 'email' })],
    });
    const contacts = async (token: string) =>
      (
        await app.ask<{ dataProtectionContacts: { nodes: { name: string }[] } }>(
          '{ dataProtectionContacts(filter: { mine: true }) { nodes { name } } }',
          {},
          token,
        )
      ).data.dataProtectionContacts.nodes;
    expect(await contacts(world.globex.admin.token)).toEqual([{ name: CONTACT.name }]);
    expect(await contacts(world.northwind.admin.token)).toEqual([]);
  });
});
