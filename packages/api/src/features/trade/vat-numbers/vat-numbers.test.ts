import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startVatRegisters, type VatRegistersStandIn } from '../../../demo/vat-registers.ts';
import { systemOf } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { findVatNumbers, findVatNumbersJob } from './find-vat-numbers.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const SELLER = 'GB123456782';
const DAY_MS = 86_400_000;

let app: TestApp;
let world: World;
let outside: VatRegistersStandIn;

beforeAll(async () => {
  outside = await startVatRegisters({
    [SELLER]: { name: 'NORTHWIND IT', address: ['LEEDS', 'LS1 1AA'] },
    GB123456788: { name: 'XE2', address: ['SLOUGH', 'SL1 1AA'] },
    GB980780684: { name: 'GLOBEX LTD', address: ['1 ALBION STREET', 'LEEDS', 'LS1 6AG'] },
    IE6388047V: { name: 'GLOBEX IRELAND', address: ['CORK'] },
  });
  app = await startTestApp({ config: { hmrcUrl: outside.hmrcUrl, viesUrl: outside.viesUrl } });
  world = await createWorld(app);
  await world.sql(`update reseller set vat_number = $2 where id = $1`, [world.northwind.id, SELLER]);
});
beforeEach(async () => {
  outside.behave('HMRC', 'normal');
  outside.behave('VIES', 'normal');
  await numberOf('GB980780684');
});
afterAll(async () => {
  await app.close();
  await outside.stop();
});

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const numberOf = (vatNumber: string | null, vatTreatment = 'STANDARD') =>
  world.sql('update company set vat_number = $2, vat_treatment = $3 where id = $1', [
    world.globex.id,
    vatNumber,
    vatTreatment,
  ]);

interface Check {
  id: string;
  number: string;
  answer: string;
  current: boolean;
  reliedOn: boolean;
  customerName: string | null;
  askedByName: string;
}
const FIELDS = `id number register answer problem name address requesterNumber consultationNumber askedByName customerName
  current reliedOn company { id } reseller { id }`;
const check = (email: string, input: object) =>
  ask<{ checkVatNumber: Check }>(
    email,
    `mutation ($input: CheckVatNumberInput!) { checkVatNumber(input: $input) { ${FIELDS} } }`,
    { input },
  );
const checksOf = async (email: string, filter: object = {}) =>
  (
    await ask<{ vatNumberChecks: { nodes: Check[] } }>(
      email,
      `query ($filter: VatNumberCheckFilter) { vatNumberChecks(first: 100, filter: $filter) { nodes { ${FIELDS} } } }`,
      { filter },
    )
  ).data.vatNumberChecks.nodes;
const inDoubt = async (email = NORTHWIND) =>
  (await ask<{ home: { vatNumbersInDoubt: number } }>(email, '{ home { vatNumbersInDoubt } }')).data.home
    .vatNumbersInDoubt;

describe('asking about a company', () => {
  test('[B5] keeps what the register says, whose it is, its proof, and who asked', async () => {
    const { data, errors } = await check(NORTHWIND, { companyId: world.globex.id });
    expect(errors).toBeUndefined();
    expect(data.checkVatNumber).toMatchObject({
      ...{ number: 'GB980780684', register: 'HMRC', answer: 'REGISTERED', problem: null },
      ...{ name: 'GLOBEX LTD', address: '1 ALBION STREET, LEEDS, LS1 6AG', requesterNumber: SELLER },
      ...{ consultationNumber: expect.stringMatching(/^HM-/), customerName: 'Globex Ltd' },
      ...{ current: true, reliedOn: false, company: { id: world.globex.id } },
    });
    expect(data.checkVatNumber.askedByName).toMatch(/\w+ \w+/);
    expect(await inDoubt()).toBe(0);
  });

  test('twice is two answers, of which the later one is current', async () => {
    const { data: first } = await check(NORTHWIND, { companyId: world.globex.id });
    app.clock.forward(1000);
    const { data: second } = await check(STAFF, { companyId: world.globex.id });
    const all = await checksOf(NORTHWIND, { companyId: world.globex.id, number: 'GB980780684' });
    const currentOf = (id: string) => all.find((one) => one.id === id)?.current;
    expect([currentOf(first.checkVatNumber.id), currentOf(second.checkVatNumber.id)]).toEqual([false, true]);
  });

  test('[B5] of which the register did not say is no answer, and says why', async () => {
    outside.behave('HMRC', 'down');
    const { data } = await check(NORTHWIND, { companyId: world.globex.id });
    expect(data.checkVatNumber).toMatchObject({
      answer: 'NOT_ANSWERED',
      problem: 'It answered that it cannot say (HTTP 500).',
      name: null,
    });
  });

  test('is for whoever sells to it and for staff, and for nobody else', async () => {
    const code = async (email: string, input: object) =>
      (await check(email, input)).errors?.[0]?.extensions.code;
    expect(await code('admin@contoso.example', { companyId: world.globex.id })).toBe('NOT_FOUND');
    expect(await code('admin@globex.example', { companyId: world.globex.id })).toBe('FORBIDDEN');
    expect(await code('user@globex.example', { companyId: world.globex.id })).toBe('FORBIDDEN');
    expect(await code(NORTHWIND, { resellerId: world.northwind.id })).toBe('FORBIDDEN');
    expect(await checksOf('admin@contoso.example')).toEqual([]);
  });

  test('says what is missing', async () => {
    const message = async (input: object) => (await check(NORTHWIND, input)).errors?.[0]?.message;
    expect(await message({})).toContain('Must be filled in, or else the reseller');
    await numberOf(null);
    expect(await message({ companyId: world.globex.id })).toContain('fill it in first');
    await numberOf('CHE123456788MWST', 'OUTSIDE_UK');
    expect(await message({ companyId: world.globex.id })).toContain('Nobody can be asked');
  });

  test('is written into the audit log, and what was answered is changed by nobody', async () => {
    const { data } = await check(NORTHWIND, { companyId: world.globex.id });
    const { id } = data.checkVatNumber;
    const [entry] = await world.sql<{ action: string; reference: string }>(
      'select action, reference from audit_entry where subject_id = $1',
      [id],
    );
    expect(entry).toEqual({ action: 'checkVatNumber', reference: 'GB980780684' });
    for (const statement of [
      `update vat_number_check set answer = 'NOT_REGISTERED'`,
      'delete from vat_number_check',
    ])
      await expect(world.sql(`${statement} where id = $1`, [id])).rejects.toThrow('never changed');
  });
});

describe('a number that VAT is left out by', () => {
  test('[B5] and that no register knows, waits at its seller’s home until that is put right', async () => {
    await numberOf('NL004495445B01', 'OUTSIDE_UK');
    expect((await check(NORTHWIND, { companyId: world.globex.id })).data.checkVatNumber).toMatchObject({
      ...{ register: 'VIES', answer: 'NOT_REGISTERED', reliedOn: true },
    });
    expect(await inDoubt()).toBe(1);
    expect(await checksOf(NORTHWIND, { inDoubt: true })).toMatchObject([{ number: 'NL004495445B01' }]);
    expect(await inDoubt('admin@contoso.example')).toBe(0);
    await numberOf('IE6388047V', 'OUTSIDE_UK');
    await check(NORTHWIND, { companyId: world.globex.id });
    expect(await inDoubt()).toBe(0);
  });

  test('[B5] does not when the register cannot say today but has said so lately', async () => {
    await numberOf('IE6388047V', 'OUTSIDE_UK');
    await check(NORTHWIND, { companyId: world.globex.id });
    outside.behave('VIES', 'down');
    app.clock.forward(30 * DAY_MS);
    await check(NORTHWIND, { companyId: world.globex.id });
    expect(await inDoubt()).toBe(0);
    app.clock.forward(61 * DAY_MS);
    await check(NORTHWIND, { companyId: world.globex.id });
    expect(await inDoubt()).toBe(1);
    outside.behave('VIES', 'normal');
    app.clock.forward(1000);
    await check(NORTHWIND, { companyId: world.globex.id });
    expect(await inDoubt()).toBe(0);
  });
});

describe('by itself', () => {
  test('[B5] new numbers are asked about, of companies and resellers; old ones again where VAT is left out by them', async () => {
    await numberOf('IE6388047V', 'OUTSIDE_UK');
    await world.sql(`update company set vat_number = 'GB100123404' where id = $1`, [world.initech.id]);
    await world.sql('update reseller set vat_number = null where id = $1', [world.contoso.id]);
    app.clock.forward(200 * DAY_MS);
    await app.app.work();
    const { scopes, services, log } = app.app;
    const credentials = systemOf(findVatNumbersJob, {});
    let asked = outside.asked.length;
    /** What is asked about in this round, once all of it has been answered. */
    const round = async (numbers: readonly string[]) => {
      await perform({ scopes, services, log, requestId: 'test', credentials }, findVatNumbers, {});
      await expect
        .poll(
          async () =>
            (await world.sql('select from vat_number_check where asked_at = $1', [app.clock.now()])).length,
        )
        .toBe(numbers.length);
      expect(
        outside.asked
          .slice(asked)
          .map((question) => question.split(' ')[0])
          .toSorted(),
      ).toEqual(numbers);
      asked = outside.asked.length;
    };
    await round(['GB100123404', SELLER, 'IE6388047V']);
    app.clock.forward(DAY_MS);
    await round([]);
    app.clock.forward(90 * DAY_MS);
    await round([SELLER, 'IE6388047V']);
  });
});
