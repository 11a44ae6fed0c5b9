import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { MailServer } from '../../desk/notifications/testing/mail-server.ts';
import { addEndUsers } from '../../people/directory/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { incidentsOf, wereThere } from './factory.ts';
import { passOnDueNotices } from './pass-on-due-notices.ts';

const server = new MailServer();
let app: TestApp;
let world: World;
let incidents: ReturnType<typeof incidentsOf>;

const START = '2026-10-01T09:00:00Z';

beforeAll(async () => {
  const smtpUrl = await server.start();
  app = await startTestApp({ at: START, config: { smtpUrl, mailFrom: 'Steward <post@steward.example>' } });
  world = await createWorld(app);
  incidents = incidentsOf(app);
  for (const company of [world.globex, world.initech, world.acme])
    await addSubscription(world, company, {
      productId: world.mailbox,
      endUserId: company.user.endUserId,
      startsOn: '2026-09-01',
    });
  await wereThere(world);
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await server.stop();
});
beforeEach(() => {
  app.clock.set(START);
});

const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const staff = () => world.platform.staff.token;
const northwind = () => world.northwind.admin.token;
const globex = () => world.globex.admin.token;
const NEVER = '00000000-0000-4000-8000-000000000000';

const mailboxes = (over: object = {}) => ({
  kind: 'PRODUCT',
  productId: world.mailbox,
  from: '2026-09-20T00:00:00Z',
  until: '2026-09-21T00:00:00Z',
  dataClasses: ['CONTACT', 'TRAFFIC'],
  ...over,
});
const company = (which: TestCompany) => mailboxes({ kind: 'COMPANY', productId: null, companyId: which.id });

interface Notice {
  id: string;
  reference: string;
  state: string;
  controllerName: string;
  issuerName: string;
  endUserCount: number;
  controllerAwareAt: string | null;
  authorityDueAt: string | null;
  phases: { number: number; nature: string; deliveredAt: string | null }[];
}

const noticesOf = async (incidentId: string, token: string): Promise<Notice[]> => {
  const { data, errors } = await app.ask<{ breachNotices: { nodes: Notice[] } }>(
    `query ($filter: BreachNoticeFilter) { breachNotices(filter: $filter) { nodes { id reference state controllerName issuerName endUserCount
       controllerAwareAt authorityDueAt phases { number nature deliveredAt } } } }`,
    { filter: { incidentId } },
    token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.breachNotices.nodes;
};
const noticeOf = async (incidentId: string, token = globex()): Promise<Notice> => {
  const [notice] = await noticesOf(incidentId, token);
  if (!notice) throw new Error('There is no notice.');
  return notice;
};

/** An incident of the platform's that touched Globex, whose reseller has passed the notice on. */
async function passedOn(over: object = {}): Promise<{ incidentId: string; notice: Notice }> {
  const incidentId = await incidents.send(staff(), [company(world.globex)], over);
  const waiting = await noticesOf(incidentId, northwind());
  await incidents.answer.passOn({ noticeIds: waiting.map(({ id }) => id) }, northwind());
  return { incidentId, notice: await noticeOf(incidentId) };
}

describe('[D5] sendBreachNotices', () => {
  test('tells each controller once, through its reseller, of its own people only', async () => {
    const incidentId = await incidents.send(staff(), [mailboxes()]);
    const seen = async (token: string) =>
      (await noticesOf(incidentId, token)).map(({ controllerName, state }) => [controllerName, state]);
    expect((await seen(staff())).sort()).toEqual([
      ['Acme Ltd', 'SENT'],
      ['Globex Ltd', 'WITH_RESELLER'],
      ['Initech Ltd', 'WITH_RESELLER'],
    ]);
    expect(await seen(northwind())).toEqual([['Globex Ltd', 'WITH_RESELLER']]);
    expect(await seen(world.contoso.admin.token)).toEqual([['Initech Ltd', 'WITH_RESELLER']]);
    expect(await seen(globex())).toEqual([]);
    expect(await seen(world.acme.admin.token)).toEqual([
      ['Acme Ltd', expect.stringMatching(/SENT|DELIVERED/)],
    ]);
    const { errors } = await app.ask('{ breachNotices { totalCount } }', {}, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const [kept] = await world.sql<{ nature: string }>('select nature from breach_notice_phase limit 1');
    expect(kept?.nature).not.toContain('page');
  });

  test('measures from when it was known, and mails with the notice as a PDF, whose delivery starts the controller’s clock', async () => {
    const incidentId = await incidents.send(staff(), [company(world.acme)]);
    const { data } = await app.ask<{ securityIncident: object }>(
      'query ($id: ID!) { securityIncident(id: $id) { sentAfterMinutes noticeCount untold } }',
      { id: incidentId },
      staff(),
    );
    expect(data.securityIncident).toEqual({ sentAfterMinutes: 60, noticeCount: 1, untold: false });
    await expect
      .poll(() => noticeOf(incidentId, world.acme.admin.token))
      .toMatchObject({
        state: 'DELIVERED',
        controllerAwareAt: '2026-10-01T09:00:00+00:00',
        authorityDueAt: '2026-10-04T09:00:00+00:00',
      });
    const { reference } = await noticeOf(incidentId, world.acme.admin.token);
    const mail = server.taken.find(({ subject }) => subject?.includes(reference));
    expect(mail?.attachments[0]).toMatchObject({ filename: `${reference}.pdf`, mimeType: 'application/pdf' });
    expect(mail?.text).not.toContain('without signing in');
  });

  test('says what is missing, and refuses whoever may not, and others’ incidents', async () => {
    const { id } = await incidents.report(staff());
    const input = { incidentId: id, passOnAfterHours: 4 };
    const bare = await incidents.answer.send(input, staff());
    expect([codeOf(bare), fieldsOf(bare)]).toEqual([
      'CONFLICT',
      [
        'nature',
        'consequences',
        'measures',
        'contactName',
        'contactEmail',
        'likelihood',
        'severity',
        'decision',
        'scope',
      ],
    ]);
    expect(codeOf(await incidents.answer.send(input, northwind()))).toBe('NOT_FOUND');
    expect(codeOf(await incidents.answer.send(input, globex()))).toBe('FORBIDDEN');
    expect(codeOf(await incidents.answer.send({ ...input, passOnAfterHours: 25 }, staff()))).toBe(
      'INVALID_INPUT',
    );
  });

  test('by staff who reach some resellers only is refused: they would tell some', async () => {
    const { id } = await incidents.report(staff());
    const { membershipId } = world.platform.staff;
    await world.sql(`update membership set reach = 'ONLY' where id = $1`, [membershipId]);
    const narrowed = await world.signIn(world.platform.staff.email);
    const answer = await incidents.answer.send({ incidentId: id, passOnAfterHours: 4 }, narrowed);
    await world.sql(`update membership set reach = 'ALL' where id = $1`, [membershipId]);
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(codeOf(answer));
  });

  test('[Art. 33(4)] sends supplements of what was added, and notices to who came in; nothing new is not sent', async () => {
    const { incidentId } = await passedOn();
    const again = () => incidents.answer.send({ incidentId, passOnAfterHours: 4 }, staff());
    expect(codeOf(await again())).toBe('CONFLICT');
    app.clock.forward(120_000);
    await incidents.answer.update({ id: incidentId, nature: 'It was two pages.' }, staff());
    await incidents.scope(incidentId, [company(world.globex), company(world.acme)], staff());
    expect((await again()).errors).toBeUndefined();
    expect((await noticeOf(incidentId)).phases.map(({ number }) => number)).toEqual([1]);
    expect((await noticeOf(incidentId, world.acme.admin.token)).phases.map(({ number }) => number)).toEqual([
      1,
    ]);
    const [waiting] = await noticesOf(incidentId, northwind());
    expect(
      (await incidents.answer.passOn({ noticeIds: [waiting?.id] }, northwind())).data?.passOnBreachNotices
        ?.done,
    ).toBe(1);
    expect((await noticeOf(incidentId)).phases.map(({ nature }) => nature)).toEqual([
      'A page could be read without signing in.',
      'It was two pages.',
    ]);
    await expect
      .poll(() => server.taken.filter(({ subject }) => subject?.startsWith('Supplement')))
      .toHaveLength(1);
  });

  test('of a reseller’s own incident goes to its companies directly', async () => {
    const incidentId = await incidents.send(northwind(), [mailboxes()]);
    expect(await noticesOf(incidentId, globex())).toEqual([
      expect.objectContaining({ issuerName: 'Northwind IT', endUserCount: 1 }),
    ]);
    expect(await noticesOf(incidentId, world.contoso.admin.token)).toEqual([]);
    expect(await noticesOf(incidentId, world.initech.admin.token)).toEqual([]);
  });

  test('tells resellers and the platform of their own administrators’ data', async () => {
    const incidentId = await incidents.send(staff(), [
      mailboxes({ kind: 'ADMINISTRATORS', productId: null, dataClasses: ['IDENTITY'] }),
    ]);
    const [own] = (await noticesOf(incidentId, northwind())).filter(
      ({ controllerName }) => controllerName === 'Northwind IT',
    );
    expect(own?.state).not.toBe('WITH_RESELLER');
    expect((await incidents.answer.acknowledge({ noticeId: own?.id }, northwind())).errors).toBeUndefined();
    expect(codeOf(await incidents.answer.acknowledge({ noticeId: own?.id }, staff()))).toBe('FORBIDDEN');
  });
});

describe('[D5] passOnBreachNotices', () => {
  test('passes on what waits, once, by its reseller', async () => {
    const incidentId = await incidents.send(staff(), [mailboxes()]);
    const [notice] = await noticesOf(incidentId, northwind());
    const input = { noticeIds: [notice?.id] };
    expect(codeOf(await incidents.answer.passOn(input, world.contoso.admin.token))).toBe('NOT_FOUND');
    expect(codeOf(await incidents.answer.passOn(input, globex()))).toBe('FORBIDDEN');
    expect(codeOf(await incidents.answer.passOn({ noticeIds: [] }, northwind()))).toBe('INVALID_INPUT');
    expect((await incidents.answer.passOn(input, northwind())).data?.passOnBreachNotices).toEqual({
      done: 1,
      refused: [],
    });
    expect((await incidents.answer.passOn(input, northwind())).data?.passOnBreachNotices).toEqual({
      done: 0,
      refused: [{ reason: 'It has been passed on already.' }],
    });
    await expect.poll(() => noticeOf(incidentId)).toMatchObject({ state: 'DELIVERED' });
  });

  test('the product passes on what a reseller has left, when its time has come, and tells the reseller before', async () => {
    const incidentId = await incidents.send(staff(), [mailboxes()]);
    await expect
      .poll(
        () =>
          server.taken.filter(
            ({ to, subject }) =>
              to?.[0]?.address === world.northwind.admin.email && subject?.includes('pass on'),
          ).length,
      )
      .toBeGreaterThan(0);
    const payload = { resellerId: world.northwind.id, incidentId };
    const due = () =>
      perform(
        {
          ...app.app,
          requestId: 'test',
          credentials: {
            kind: 'system',
            task: 'test',
            resellerId: world.northwind.id,
            does: ['passOnDueNotices'],
          },
        },
        passOnDueNotices,
        payload,
      );
    expect(await due()).toBe(0);
    app.clock.forward(4 * 3_600_000);
    expect(await due()).toBe(1);
    expect(await due()).toBe(0);
    app.clock.set(START);
    expect((await noticeOf(incidentId)).state).not.toBe('WITH_RESELLER');
  });
});

describe('[D5] a controller', () => {
  test('has opened and acknowledged its notice, each once; nobody does for it', async () => {
    const { notice } = await passedOn();
    const input = { noticeId: notice.id };
    for (const token of [northwind(), staff()])
      expect(codeOf(await incidents.answer.open(input, token))).toBe('FORBIDDEN');
    expect(codeOf(await incidents.answer.open(input, world.initech.admin.token))).toBe('NOT_FOUND');
    expect(codeOf(await incidents.answer.open({ noticeId: 'x' }, globex()))).toBe('INVALID_INPUT');
    expect((await incidents.answer.open(input, globex())).data?.openBreachNotice).toMatchObject({
      state: 'OPENED',
      openedByName: expect.any(String),
    });
    await incidents.answer.open(input, globex());
    expect((await incidents.answer.acknowledge(input, globex())).data?.acknowledgeBreachNotice).toMatchObject(
      { state: 'ACKNOWLEDGED' },
    );
    expect((await incidents.answer.acknowledge(input, globex())).errors).toBeUndefined();
    expect(codeOf(await incidents.answer.acknowledge({ noticeId: NEVER }, globex()))).toBe('NOT_FOUND');
    const noted = await world.sql<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by at, id',
      [notice.id],
    );
    expect(noted.map(({ action }) => action)).toEqual([
      'sendBreachNotices',
      'passOnBreachNotices',
      'openBreachNotice',
      'acknowledgeBreachNotice',
    ]);
  });

  test('[S86] has a clock of 72 hours, and says why when it is past it or tells nobody', async () => {
    const { incidentId, notice } = await passedOn();
    await expect
      .poll(() => noticeOf(incidentId))
      .toMatchObject({ authorityDueAt: '2026-10-04T09:00:00+00:00' });
    const noticeId = notice.id;
    const record = async (over: object, token = globex()) => {
      const answer = await incidents.answer.record({ noticeId, ...over }, token);
      return answer.errors ? [codeOf(answer), fieldsOf(answer)] : answer.data?.recordAuthorityNotice;
    };
    expect(await record({})).toEqual(['INVALID_INPUT', ['reason']]);
    expect(await record({ reference: 'IC-1' })).toEqual(['INVALID_INPUT', ['notifiedAt']]);
    expect(await record({ notifiedAt: '2026-10-09T00:00:00Z' })).toEqual(['INVALID_INPUT', ['notifiedAt']]);
    expect(await record({ reason: 'No risk.' }, northwind())).toEqual(['FORBIDDEN', undefined]);
    expect(await record({ reason: 'No risk.' }, world.initech.admin.token)).toEqual(['NOT_FOUND', undefined]);
    expect(await record({ reason: 'A risk is unlikely.' })).toMatchObject({
      authorityNotifiedAt: null,
      authorityReason: 'A risk is unlikely.',
    });
    const [kept] = await world.sql<{ authority_reason: string }>(
      'select authority_reason from breach_notice where id = $1',
      [noticeId],
    );
    expect(kept?.authority_reason).not.toContain('unlikely');
    app.clock.set('2026-10-05T09:00:00Z');
    const late = await world.signIn(world.globex.admin.email);
    const told = { notifiedAt: '2026-10-05T08:00:00Z', reference: 'IC-1' };
    expect(await record(told, late)).toEqual(['INVALID_INPUT', ['reason']]);
    expect(await record({ ...told, reason: 'We learnt more.' }, late)).toMatchObject({
      authorityReference: 'IC-1',
    });
    expect(await record({ reason: 'No.' }, late)).toEqual(['CONFLICT', ['notifiedAt']]);
  });

  test('has a draft for its authority with the gaps marked, as text and as a PDF, and the notice', async () => {
    const { notice } = await passedOn();
    const { data } = await app.ask<{ breachDrafts: { authority: string; letter: string } }>(
      'query ($id: ID!) { breachDrafts(noticeId: $id) { authority letterSubject letter } }',
      { id: notice.id },
      globex(),
    );
    expect(data.breachDrafts.authority).toContain('A page could be read without signing in.');
    expect(data.breachDrafts.authority).toContain('[to be filled in: your registration number]');
    for (const path of ['pdf', 'authority.pdf']) {
      expect(await incidents.pdf(`/breach-notices/${notice.id}/${path}`, globex())).toMatch(/^%PDF/);
      expect(await incidents.pdf(`/breach-notices/${notice.id}/${path}`, world.initech.admin.token)).toMatch(
        'NOT_FOUND',
      );
    }
  });
});

describe('[D5] sendLettersToPersons', () => {
  const letter = (noticeId: string, over: object = {}) => ({
    noticeId,
    subject: 'Your data',
    text: 'Please change your password.',
    ...over,
  });
  const own = async (token: string) =>
    (
      await app.ask<{
        breachPeople: { nodes: { reached: boolean; letter: { subject: string; text: string } | null }[] };
      }>('{ breachPeople { nodes { reached letter { subject text } } } }', {}, token)
    ).data.breachPeople.nodes;

  test('writes to everybody concerned, once, by mail and in the console, and counts who has no address', async () => {
    const [unreached] = await addEndUsers(world, world.globex, [
      { firstName: 'Ann', lastName: 'Other', email: null },
    ]);
    await wereThere(world);
    const { notice } = await passedOn();
    expect(await own(world.globex.user.token)).toEqual([]);
    const gap = await incidents.answer.letters(
      letter(notice.id, { text: '[to be filled in: what]' }),
      globex(),
    );
    expect([codeOf(gap), fieldsOf(gap)]).toEqual(['CONFLICT', ['text']]);
    for (const token of [northwind(), staff()])
      expect(codeOf(await incidents.answer.letters(letter(notice.id), token))).toBe('FORBIDDEN');
    expect(codeOf(await incidents.answer.letters(letter(notice.id), world.initech.admin.token))).toBe(
      'NOT_FOUND',
    );
    expect((await incidents.answer.letters(letter(notice.id), globex())).errors).toBeUndefined();
    expect(codeOf(await incidents.answer.letters(letter(notice.id), globex()))).toBe('CONFLICT');
    expect(await own(world.globex.user.token)).toEqual([
      { reached: true, letter: { subject: 'Your data', text: 'Please change your password.' } },
    ]);
    expect(await own(world.initech.user.token)).toEqual([]);
    const [mine] = await world.sql<{ id: string }>(
      'select id from breach_person where end_user_id = $1 and letter_id is not null',
      [world.globex.user.endUserId],
    );
    const open = (token: string) =>
      app.ask(
        'mutation ($id: ID!) { openBreachLetter(input: { id: $id }) { openedAt } }',
        { id: mine?.id },
        token,
      );
    for (const token of [globex(), world.initech.user.token])
      expect(codeOf(await open(token))).toBe('NOT_FOUND');
    expect(codeOf(await open(staff()))).toBe('FORBIDDEN');
    const letters = async () =>
      (
        await app.ask<{ breachNotice: { letters: { openedCount: number }[] } }>(
          'query ($id: ID!) { breachNotice(id: $id) { letters { openedCount } } }',
          { id: notice.id },
          globex(),
        )
      ).data.breachNotice.letters;
    expect(await letters()).toEqual([{ openedCount: 0 }]);
    for (const _ of [1, 2]) expect((await open(world.globex.user.token)).errors).toBeUndefined();
    expect(await letters()).toEqual([{ openedCount: 1 }]);
    const [counted] = await world.sql(
      'select recipient_count, unreached_count from breach_letter where notice_id = $1',
      [notice.id],
    );
    expect(counted).toEqual({ recipient_count: 1, unreached_count: 1 });
    await expect
      .poll(() =>
        world.sql(
          'select end_user_id, delivered_at is not null as delivered from breach_person where notice_id = $1',
          [notice.id],
        ),
      )
      .toEqual(
        expect.arrayContaining([
          { end_user_id: world.globex.user.endUserId, delivered: true },
          { end_user_id: unreached, delivered: false },
        ]),
      );
  });

  test('never of an exercise, which is measured and acknowledged like the real thing', async () => {
    const { notice } = await passedOn({ exercise: true });
    const refused = await incidents.answer.letters(letter(notice.id), globex());
    expect(codeOf(refused)).toBe('CONFLICT');
    expect(refused.errors?.[0]?.message).toContain('exercises never reach end users');
    expect((await incidents.answer.acknowledge({ noticeId: notice.id }, globex())).errors).toBeUndefined();
    await expect.poll(() => server.taken.some(({ subject }) => subject?.startsWith('Exercise:'))).toBe(true);
    await expect(
      world.sql(
        `insert into breach_letter (id, reseller_id, company_id, notice_id, exercise, recipient_count, unreached_count, sent_at)
           select uuidv7(), n.reseller_id, n.company_id, n.id, false, 0, 0, now() from breach_notice n where n.id = $1`,
        [notice.id],
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/23503|23514/) });
  });
});
