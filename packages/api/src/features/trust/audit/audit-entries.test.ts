import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Subject, writeAudit } from '../../../kernel/audit.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProvisioningJob } from '../../service/provisioning/factory.ts';
import { addInvoice, addPayment } from '../../trade/billing/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';

let app: TestApp;
let world: World;

const ENTRIES = `query ($filter: AuditEntryFilter, $first: Int) { auditEntries(filter: $filter, first: $first) {
  totalCount nodes { id at action actorName actorLevel subjectType subjectId subjectName subjectLabel reference changed requestId
    differences { field before after }
    company { id } reseller { id } } } }`;
const ENTRY = 'query ($id: ID!) { auditEntry(id: $id) { id action } }';

interface Entry {
  id: string;
  action: string;
  actorName: string;
  actorLevel: string | null;
  subjectType: string;
  subjectName: string;
  changed: string[];
  differences: { field: string; before: string | null; after: string | null }[];
  company: { id: string } | null;
}
interface Entries {
  auditEntries: { totalCount: number; nodes: Entry[] };
}

const entries = async (token: string, filter: object = {}, first = 100): Promise<Entry[]> =>
  (await app.ask<Entries>(ENTRIES, { filter, first }, token)).data.auditEntries.nodes;

/** Notes something as a job of this tenant would. */
const note = (
  action: string,
  subject: Pick<Subject, 'type' | 'reference' | 'changed'> & { id?: string },
  companyId?: string,
) => {
  const { id: resellerId } = world.northwind;
  const id = subject.id ?? newId();
  return app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
    writeAudit(scope, action, { ...subject, id, resellerId, companyId: companyId ?? null }),
  );
};

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  app.clock.forward(60_000);
  await app.ask(
    'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }',
    { input: { kind: 'UPDATE', title: 'Before anyone holds it', body: 'x', productId: world.mailbox } },
    world.platform.staff.token,
  );
  app.clock.forward(60_000);
  await note('onboardCompany', { type: 'Company', id: world.globex.id }, world.globex.id);
});
afterAll(() => app.close());

describe('auditEntries', () => {
  test('[D9] [S82] say who did what to what and when, newest first', async () => {
    const [first, second] = await entries(world.platform.staff.token);
    expect(first).toMatchObject({
      action: 'onboardCompany',
      actorName: 'Steward',
      actorLevel: null,
      subjectType: 'Company',
      subjectLabel: 'Company',
      subjectName: 'Globex Ltd',
      company: { id: world.globex.id },
      reseller: { id: world.northwind.id },
      requestId: 'test',
    });
    expect(second).toMatchObject({
      at: '2026-10-01T09:01:00+00:00',
      action: 'publishNotice',
      actorName: 'Ada xe2.example',
      actorLevel: 'PLATFORM',
      subjectType: 'Notice',
      subjectLabel: 'Notice',
      subjectName: 'Before anyone holds it',
      company: null,
    });
  });

  test('[S17] each level sees its own subtree only', async () => {
    const seen = async (token: string) => new Set((await entries(token)).map(({ action }) => action));
    expect(await seen(world.platform.staff.token)).toEqual(
      new Set(['onboardCompany', 'publishNotice', 'signIn']),
    );
    expect(await seen(world.northwind.admin.token)).toEqual(new Set(['onboardCompany', 'signIn']));
    expect(await seen(world.globex.admin.token)).toEqual(new Set(['onboardCompany', 'signIn']));
    expect(await seen(world.contoso.admin.token)).toEqual(new Set(['signIn']));
    expect(
      (await entries(world.globex.admin.token)).every(({ company }) => company?.id === world.globex.id),
    ).toBe(true);
    const staffOnly = await entries(world.acme.admin.token);
    expect(staffOnly.some(({ action }) => action === 'publishNotice')).toBe(false);
  });

  test('[S22] an end user has no audit log', async () => {
    const { errors } = await app.ask(ENTRIES, {}, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.ask(ENTRIES)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[S10] one of another tenant is not found, exactly like one that does not exist', async () => {
    const [theirs] = await entries(world.globex.admin.token, { action: 'onboardCompany' });
    const others = await app.ask(ENTRY, { id: theirs?.id }, world.initech.admin.token);
    const random = await app.ask(ENTRY, { id: newId() }, world.initech.admin.token);
    expect(others.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(others).toEqual(random);
    expect((await app.ask(ENTRY, { id: theirs?.id }, world.globex.admin.token)).data).toEqual({
      auditEntry: { id: theirs?.id, action: 'onboardCompany' },
    });
  });

  test('are filtered by the beginning of the action, action, level, tenant and subject, and by whether a person did it', async () => {
    const { token } = world.platform.staff;
    const actions = async (filter: object) => [
      ...new Set((await entries(token, filter)).map(({ action }) => action)),
    ];
    expect(await actions({ search: 'ONBOARD' })).toEqual(['onboardCompany']);
    expect(await actions({ search: 'company' })).toEqual([]);
    expect(await actions({ action: 'publishNotice' })).toEqual(['publishNotice']);
    expect(await actions({ level: 'PLATFORM' })).toEqual(['publishNotice', 'signIn']);
    expect(await actions({ byPerson: true })).toEqual(['publishNotice', 'signIn']);
    expect(await actions({ byPerson: false })).toEqual(['onboardCompany']);
    expect(await actions({ subjectId: world.globex.id })).toEqual(['onboardCompany']);
    expect(await actions({ companyId: world.initech.id })).toEqual(['signIn']);
    expect(await actions({ resellerId: world.northwind.id, search: 'onb' })).toEqual(['onboardCompany']);
    const { membershipId: actorMembershipId } = world.globex.admin;
    expect((await entries(token, { actorMembershipId })).map(({ actorName }) => actorName)).toEqual([
      'Ada globex.example',
    ]);
  });

  test('are narrowed to days, both included, as days are in London', async () => {
    const { id: resellerId } = world.northwind;
    for (const [action, at] of [
      ['lateInMarch', '2026-03-28T23:59:59Z'],
      ['onSunday', '2026-03-29T00:00:00Z'],
      ['stillSunday', '2026-03-29T22:59:59Z'],
      ['onMonday', '2026-03-29T23:00:00Z'],
    ])
      await world.sql(
        `insert into audit_entry (id, reseller_id, at, action, subject_type) values (uuidv7(), $1, $2, $3, 'Company')`,
        [resellerId, at, action],
      );
    const { token } = world.northwind.admin;
    const actions = async (filter: object) => (await entries(token, filter)).map(({ action }) => action);
    const day = '2026-03-29';
    expect(await actions({ from: day, to: day })).toEqual(['stillSunday', 'onSunday']);
    expect(await actions({ to: '2026-03-28' })).toEqual(['lateInMarch']);
    expect(await actions({ from: '2026-03-30', to: '2026-03-31' })).toEqual(['onMonday']);
    expect(await actions({ from: '2026-03-30', to: day })).toEqual([]);
  });

  test('subjects are called by the name or number people know them by, at every level that may read them', async () => {
    const { globex, northwind } = world;
    const { id: subscriptionId } = await addSubscription(world, globex, {
      reference: 'S-4711',
      productId: world.hosting,
      startsOn: '2026-09-01',
    });
    const jobId = await addProvisioningJob(world, subscriptionId);
    const invoiceId = await addInvoice(world, {
      issuerId: northwind.id,
      resellerId: northwind.id,
      companyId: globex.id,
      number: 'NW-000007',
      net: 100,
    });
    const paymentId = await addPayment(world, invoiceId, 1);
    const subjects: [type: string, id: string, name: string, reference?: string][] = [
      ['EndUser', globex.user.endUserId, 'Uma Globex'],
      ['Membership', globex.admin.membershipId, 'Ada globex.example'],
      ['Domain', globex.domainId, 'globex.example'],
      ['Product', world.hosting, 'hosting'],
      ['Subscription', subscriptionId, 'S-4711'],
      ['ProvisioningJob', jobId, 'S-4711'],
      ['Invoice', invoiceId, 'NW-000007'],
      ['Payment', paymentId, 'NW-000007'],
      ['BillingRun', newId(), '2026-09', '2026-09'],
      ['EndUser', newId(), ''],
    ];
    for (const [type, id, , reference] of subjects) {
      await note('nameSubject', { type, id, ...(reference ? { reference } : {}) }, globex.id);
    }
    const names = subjects.map(([type, , name]) => ({ subjectType: type, subjectName: name }));
    for (const { token } of [world.platform.staff, northwind.admin, globex.admin]) {
      const found = await entries(token, { action: 'nameSubject' });
      expect(found.map(({ subjectType, subjectName }) => ({ subjectType, subjectName })).reverse()).toEqual(
        names,
      );
    }
  });

  test('[D9] say what is never personal as it was and as it is now, of all else only that it changed', async () => {
    const { globex, platform } = world;
    const update = (input: object) =>
      app.ask(
        'mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) { id } }',
        { input: { id: globex.id, ...input } },
        platform.staff.token,
      );
    await update({
      name: 'Globex Holding',
      phone: '020 7946 0018',
      vatTreatment: 'OUTSIDE_UK',
      customerCode: 'GLB',
    });
    const [entry] = await entries(globex.admin.token, { action: 'updateCompany' });
    expect(entry?.changed.toSorted()).toEqual(['customerCode', 'name', 'phone', 'vatTreatment']);
    expect(entry?.differences).toEqual(
      expect.arrayContaining([
        { field: 'vatTreatment', before: 'STANDARD', after: 'OUTSIDE_UK' },
        { field: 'customerCode', before: 'GLOBEX', after: 'GLB' },
      ]),
    );
    expect(entry?.differences).toHaveLength(2);
    const kept = await world.sql<{ text: string }>(
      `select differences::text as text from audit_entry where action = 'updateCompany'`,
    );
    expect(kept[0]?.text).not.toMatch(/7946|Holding|Globex/);
    await update({ phone: null });
    expect((await entries(globex.admin.token, { action: 'updateCompany' }))[0]).toMatchObject({
      changed: ['phone'],
      differences: [],
    });
  });

  test('[S17] keep no value that some of those who read the entry may not see, and of unknown things none', async () => {
    const changed = { wholesaleMinor: [100, 90], retailMinor: [200, null], active: [true, false] } as const;
    const differencesOf = async (action: string) =>
      (await entries(world.northwind.admin.token, { action }))[0]?.differences;
    await note('changePrice', { type: 'Product', changed });
    expect(await differencesOf('changePrice')).toEqual([
      { field: 'wholesaleMinor', before: '100', after: '90' },
      { field: 'retailMinor', before: '200', after: null },
      { field: 'active', before: 'true', after: 'false' },
    ]);
    await note('changeCompanyPrice', { type: 'Product', changed }, world.globex.id);
    expect((await differencesOf('changeCompanyPrice'))?.map(({ field }) => field)).toEqual([
      'retailMinor',
      'active',
    ]);
    await note('changeUnknown', { type: 'Nothing', changed });
    expect(await differencesOf('changeUnknown')).toEqual([]);
  });

  test('[S81] are never changed, by whatever role', async () => {
    await expect(world.sql(`update audit_entry set action = 'nothing'`)).rejects.toThrow('never changed');
    await expect(world.sql('delete from audit_entry')).rejects.toThrow('never changed');
  });
});
