import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { incidentsOf, wereThere } from './factory.ts';

let app: TestApp;
let world: World;
let incidents: ReturnType<typeof incidentsOf>;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  incidents = incidentsOf(app);
  for (const company of [world.globex, world.initech, world.acme]) await hold(company);
  await wereThere(world);
});
afterAll(() => app.close());

const hold = (company: TestCompany) =>
  addSubscription(world, company, {
    productId: world.mailbox,
    endUserId: company.user.endUserId,
    startsOn: '2026-09-01',
  });
const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const staff = () => world.platform.staff.token;
const reseller = () => world.northwind.admin.token;

describe('[D5] reportIncident', () => {
  test('puts an incident into one’s own register, which other tenants do not see', async () => {
    const { id, reference } = await incidents.report(staff());
    expect(reference).toMatch(/^INC-[0-9A-Z]{8}$/);
    const own = await incidents.report(reseller());
    const seen = async (token: string) =>
      (
        await app.ask<{ securityIncidents: { nodes: { id: string }[] } }>(
          '{ securityIncidents { nodes { id } } }',
          {},
          token,
        )
      ).data.securityIncidents.nodes.map((node) => node.id);
    expect(await seen(staff())).toEqual(expect.arrayContaining([id, own.id]));
    expect(await seen(reseller())).toEqual([own.id]);
    expect(await seen(world.contoso.admin.token)).toEqual([]);
    expect(codeOf(await app.ask('{ securityIncidents { totalCount } }', {}, world.globex.admin.token))).toBe(
      'FORBIDDEN',
    );
    expect(codeOf(await incidents.answer.report(incidents.facts(), world.globex.admin.token))).toBe(
      'FORBIDDEN',
    );
    const [kept] = await world.sql<{ facts: string }>('select facts from incident where id = $1', [id]);
    expect(kept?.facts).not.toContain('page');
  });

  test('refuses moments in the wrong order, and the same twice while it is open', async () => {
    const late = await incidents.answer.report(incidents.facts({ awareAt: '2026-10-02T00:00:00Z' }), staff());
    expect([codeOf(late), fieldsOf(late)]).toEqual(['INVALID_INPUT', ['awareAt']]);
    const before = await incidents.answer.report(
      incidents.facts({ occurredAt: '2026-10-01T08:00:00Z' }),
      staff(),
    );
    expect([codeOf(before), fieldsOf(before)]).toEqual(['INVALID_INPUT', ['occurredAt']]);
    await incidents.report(staff(), { title: 'Twice' });
    const twice = await incidents.answer.report(incidents.facts({ title: 'twice' }), staff());
    expect([codeOf(twice), fieldsOf(twice)]).toEqual(['CONFLICT', ['title']]);
  });
});

describe('[D5] judgeIncident', () => {
  test('judges, decides with a reason, and says what it changed', async () => {
    const { id } = await incidents.report(staff());
    const bare = await incidents.answer.update({ id, decision: 'NOTIFY' }, staff());
    expect([codeOf(bare), fieldsOf(bare)]).toEqual(['INVALID_INPUT', ['decisionReason']]);
    const { data } = await incidents.answer.update(
      {
        id,
        likelihood: 'LIKELY',
        severity: 'SEVERE',
        decision: 'DO_NOT_NOTIFY',
        decisionReason: 'Nobody is concerned.',
      },
      staff(),
    );
    expect(data?.judgeIncident).toMatchObject({ risk: 'HIGH', decision: 'DO_NOT_NOTIFY' });
    const again = await incidents.answer.update({ id, likelihood: 'LIKELY' }, staff());
    expect(again.errors).toBeUndefined();
    const noted = await world.sql(
      `select from audit_entry where action = 'judgeIncident' and subject_id = $1`,
      [id],
    );
    expect(noted).toHaveLength(1);
    const known = await incidents.answer.update(
      { id, severity: 'MINOR', known: { severity: 'SIGNIFICANT' } },
      staff(),
    );
    expect(codeOf(known)).toBe('CONFLICT');
  });

  test('is for whoever has it in their register', async () => {
    const { id } = await incidents.report(staff());
    expect(codeOf(await incidents.answer.update({ id, title: 'Mine' }, reseller()))).toBe('NOT_FOUND');
    expect(codeOf(await incidents.answer.update({ id, title: 'Mine' }, world.globex.admin.token))).toBe(
      'FORBIDDEN',
    );
  });
});

describe('[D5] scopeIncident and its preview', () => {
  const part = (over: object = {}) => ({
    kind: 'PRODUCT',
    productId: world.mailbox,
    from: '2026-09-20T00:00:00Z',
    until: '2026-09-21T00:00:00Z',
    dataClasses: ['TRAFFIC', 'CONTACT'],
    ...over,
  });
  const preview = async (incidentId: string, token: string) =>
    (
      await app.ask<{ breachNoticePreview: Preview }>(
        `query ($id: ID!) { breachNoticePreview(incidentId: $id) { controllers resellers endUsers administrators untold missing
           shown { controllerName direct endUsers administrators dataClasses } } }`,
        { id: incidentId },
        token,
      )
    ).data.breachNoticePreview;
  interface Preview {
    controllers: number;
    resellers: number;
    endUsers: number;
    administrators: number;
    missing: string[];
    shown: {
      controllerName: string;
      direct: boolean;
      endUsers: number;
      administrators: number;
      dataClasses: string[];
    }[];
  }

  test('works out mixed audiences over three resellers', async () => {
    const { id } = await incidents.report(staff());
    await incidents.scope(
      id,
      [
        part(),
        part({
          kind: 'PEOPLE',
          productId: null,
          endUserIds: [world.globex.user.endUserId],
          dataClasses: ['CREDENTIAL'],
        }),
        part({ kind: 'ADMINISTRATORS', productId: null, dataClasses: ['IDENTITY'] }),
      ],
      staff(),
    );
    const { shown, ...totals } = await preview(id, staff());
    expect(totals).toMatchObject({ controllers: 6, resellers: 2, endUsers: 3, administrators: 6, untold: 6 });
    expect(totals.missing).toHaveLength(8);
    expect(
      shown.filter(({ endUsers }) => endUsers).map(({ direct, dataClasses }) => [direct, dataClasses]),
    ).toEqual(
      expect.arrayContaining([
        [false, ['CONTACT', 'CREDENTIAL', 'IDENTITY', 'TRAFFIC']],
        [false, ['CONTACT', 'IDENTITY', 'TRAFFIC']],
        [true, ['CONTACT', 'IDENTITY', 'TRAFFIC']],
      ]),
    );
    expect(shown.filter(({ endUsers }) => !endUsers)).toHaveLength(3);
  });

  test('counts whoever had the service in that time, of a department if one is named, and replaces what was said', async () => {
    const { id } = await incidents.report(staff());
    await incidents.scope(
      id,
      [part({ from: '2026-08-01T00:00:00Z', until: '2026-08-31T00:00:00Z' })],
      staff(),
    );
    expect(await preview(id, staff())).toMatchObject({ controllers: 0 });
    await incidents.scope(id, [part({ department: 'Nobody' })], staff());
    expect(await preview(id, staff())).toMatchObject({ controllers: 0 });
    await incidents.scope(id, [part()], staff());
    expect(await preview(id, staff())).toMatchObject({ controllers: 3, endUsers: 3 });
  });

  test('of a reseller reaches its own customers only, whatever they have closed to it', async () => {
    const { id } = await incidents.report(reseller());
    await incidents.scope(id, [part()], reseller());
    const closed = `insert into closed_area (id, reseller_id, company_id, area, access) select uuidv7(), $1, $2, a, 'NONE'
      from unnest(array['services', 'privacy']) a`;
    await world.sql(closed, [world.northwind.id, world.globex.id]);
    expect(await preview(id, await world.signIn(world.northwind.admin.email))).toMatchObject({
      controllers: 1,
      resellers: 0,
      shown: [{ direct: true, endUsers: 1 }],
    });
    await world.sql('delete from closed_area');
    const connector = part({ kind: 'CONNECTOR', connectorId: world.initech.id });
    const none = await incidents.answer.scope({ incidentId: id, parts: [connector] }, reseller());
    expect([codeOf(none), fieldsOf(none)]).toEqual(['INVALID_INPUT', ['parts.0.connectorId']]);
    const foreign = part({ kind: 'COMPANY', productId: null, companyId: world.initech.id });
    const refused = await incidents.answer.scope({ incidentId: id, parts: [foreign] }, reseller());
    expect([codeOf(refused), fieldsOf(refused)]).toEqual(['INVALID_INPUT', ['parts.0.companyId']]);
    expect(
      codeOf(await incidents.answer.scope({ incidentId: id, parts: [] }, world.contoso.admin.token)),
    ).toBe('NOT_FOUND');
  });

  test('refuses what is no part', async () => {
    const { id } = await incidents.report(staff());
    for (const [wrong, path] of [
      [part({ dataClasses: [] }), 'parts.0.dataClasses'],
      [part({ until: '2026-09-01T00:00:00Z' }), 'parts.0.until'],
      [part({ productId: null }), 'parts.0.productId'],
      [part({ kind: 'PEOPLE' }), 'parts.0.endUserIds'],
      [part({ kind: 'CONNECTOR' }), 'parts.0.connectorId'],
      [part({ from: '2026-12-01T00:00:00Z', until: null }), 'parts.0.from'],
    ] as const) {
      const answer = await incidents.answer.scope({ incidentId: id, parts: [wrong] }, staff());
      expect([codeOf(answer), fieldsOf(answer)]).toEqual(['INVALID_INPUT', [path]]);
    }
  });
});

describe('[D5] closeIncident', () => {
  test('asks for a decision, and then changes no more', async () => {
    const { id } = await incidents.report(staff());
    const open = await incidents.answer.close({ incidentId: id }, staff());
    expect([codeOf(open), fieldsOf(open)]).toEqual(['CONFLICT', ['decision']]);
    await incidents.answer.update(
      { id, decision: 'DO_NOT_NOTIFY', decisionReason: 'It was encrypted.' },
      staff(),
    );
    expect(codeOf(await incidents.answer.close({ incidentId: id }, reseller()))).toBe('NOT_FOUND');
    expect((await incidents.answer.close({ incidentId: id }, staff())).data?.closeIncident).toMatchObject({
      state: 'CLOSED',
    });
    expect(codeOf(await incidents.answer.close({ incidentId: id }, staff()))).toBe('CONFLICT');
    expect(codeOf(await incidents.answer.update({ id, title: 'Other' }, staff()))).toBe('CONFLICT');
  });

  test('asks that controllers are told of what was decided to be told', async () => {
    const { id } = await incidents.report(staff());
    await incidents.answer.update({ id, decision: 'NOTIFY', decisionReason: 'It was read.' }, staff());
    expect(codeOf(await incidents.answer.close({ incidentId: id }, staff()))).toBe('CONFLICT');
  });

  test('leaves an entry of the register as a PDF, for whoever may read it', async () => {
    const { id } = await incidents.report(staff());
    expect(await incidents.pdf(`/incidents/${id}/pdf`, staff())).toMatch(/^%PDF/);
    expect(await incidents.pdf(`/incidents/${id}/pdf`, reseller())).toMatch('NOT_FOUND');
    expect(await incidents.pdf(`/incidents/${id}/pdf`, world.globex.admin.token)).toMatch('FORBIDDEN');
  });
});
