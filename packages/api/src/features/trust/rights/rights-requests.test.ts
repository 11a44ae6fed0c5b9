import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform, type Verb } from '../../../kernel/verb.ts';
import { findRightsToRemind } from './remind-rights.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

interface Row {
  id: string;
  reference: string;
  status: string;
  dueOn: string;
  identityMethod: string | null;
  extended: boolean;
  paused: boolean;
  daysLeft: number | null;
  personName: string | null;
  facts: string | null;
  events: { kind: string; words: string | null; byName: string }[];
}
const FIELDS =
  'id reference status dueOn identityMethod extended paused daysLeft personName facts events { kind words byName }';
const deed = async (verb: string, input: object, token = world.globex.admin.token) => {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, Row>>(
    `mutation ($input: ${type}!) { ${verb}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
  const error = errors?.[0];
  return {
    ...(data?.[verb] as Row),
    code: error?.extensions.code,
    message: error?.message,
    fields: error?.extensions.fields,
  };
};
const open = (input: object, token?: string) => deed('openRightsRequest', input, token);
const listed = async (token: string, filter: object = {}): Promise<Row[]> => {
  const { data, errors } = await app.ask<{ rightsRequests: { nodes: Row[] } }>(
    `query ($filter: RightsRequestFilter) { rightsRequests(filter: $filter) { nodes { ${FIELDS} } } }`,
    { filter },
    token,
  );
  expect(errors).toBeUndefined();
  return data.rightsRequests.nodes;
};
const mailTo = async (email: string, reference: string): Promise<string> => {
  const mails = await world.letters<{ text: string }>(
    `select subject || ' | ' || body as text from mail where "to" = $1 and cause = 'rightsRequest' and body like '%' || $2 || '%' order by id`,
    [email, reference],
  );
  return mails.map(({ text }) => text).join('\n---\n');
};
const remind = () =>
  perform(
    {
      ...{ scopes: app.app.scopes, services: app.app.services, log: app.app.log, requestId: newId() },
      credentials: { kind: 'system', task: 'test-remind', resellerId: null, does: [findRightsToRemind.name] },
    },
    findRightsToRemind as Verb<object, number>,
    {},
  );
const days = async (count: number) => {
  app.clock.forward(count * 86_400_000);
  for (const who of [
    world.globex.admin,
    world.globex.user,
    world.northwind.admin,
    world.platform.staff,
    world.initech.admin,
    world.initech.user,
  ])
    who.token = await world.signIn(who.email);
};

describe('openRightsRequest', () => {
  test('[D2] of oneself is proved by being signed in, and its company is told', async () => {
    const made = await open({ kind: 'ACCESS', facts: 'Everything since May.' }, world.globex.user.token);
    expect(made).toMatchObject({
      status: 'RECEIVED',
      identityMethod: 'SIGNED_IN',
      dueOn: '2026-11-02',
      daysLeft: 32,
    });
    expect(made.reference).toMatch(/^RR-2026-\d{4}$/);
    await expect
      .poll(() => mailTo(world.globex.admin.email, made.reference), { timeout: 20_000 })
      .toContain('Your company is the controller');
    const [kept] = await world.sql<{ facts: string }>('select facts from rights_request where id = $1', [
      made.id,
    ]);
    expect(kept?.facts, 'sealed').not.toContain('May');
    for (const { token } of [
      world.globex.user,
      world.globex.admin,
      world.northwind.admin,
      world.platform.staff,
    ])
      expect((await listed(token)).map(({ id }) => id)).toContain(made.id);
    for (const { token } of [world.initech.user, world.initech.admin, world.contoso.admin])
      expect(await listed(token)).toEqual([]);
  });

  test('[S85] what reaches a reseller or staff is entered by hand, and the controller is told', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff]) {
      const input = {
        kind: 'ERASE',
        endUserId: world.globex.user.endUserId,
        receivedOn: '2026-09-28',
        channel: 'TELEPHONE',
      };
      const made = await open(input, token);
      expect(made).toMatchObject({ identityMethod: null, dueOn: '2026-10-28' });
      await expect
        .poll(() => mailTo(world.globex.admin.email, made.reference), { timeout: 20_000 })
        .toContain('Your company is the controller');
      expect((await deed('completeRightsRequest', { id: made.id, words: 'Gone.' }, token)).code).toBe(
        'FORBIDDEN',
      );
      expect((await deed('withdrawRightsRequest', { id: made.id })).status).toBe('WITHDRAWN');
    }
  });

  test('[D2] a company enters it for its people, and for whoever has left', async () => {
    const left = await open({
      kind: 'COPY',
      personName: 'Ada Former',
      personEmail: 'ada@mail.example',
      receivedOn: '2026-09-30',
    });
    expect(left).toMatchObject({ personName: 'Ada Former', dueOn: '2026-10-30' });
    expect((await open({ kind: 'COPY' })).fields?.[0]?.path).toBe('personName');
    expect((await open({ kind: 'COPY', personName: 'A', receivedOn: '2026-10-02' })).fields?.[0]?.path).toBe(
      'receivedOn',
    );
    expect((await open({ kind: 'COPY', personName: 'A', channel: 'ACCOUNT' })).fields?.[0]?.path).toBe(
      'channel',
    );
    const scottish = await open({
      kind: 'KNOW',
      personName: 'Ian',
      receivedOn: '2026-07-03',
      region: 'SCOTLAND',
    });
    expect(scottish).toMatchObject({ dueOn: '2026-08-04', daysLeft: -58 });
  });

  test('[S10] nobody asks about other tenants’ people', async () => {
    const input = { kind: 'ACCESS', endUserId: world.globex.user.endUserId };
    for (const { token } of [world.initech.admin, world.initech.user, world.contoso.admin])
      expect((await open(input, token)).code).toBe('NOT_FOUND');
    expect(
      (await open({ kind: 'ACCESS', personName: 'A', companyId: world.globex.id }, world.contoso.admin.token))
        .code,
    ).toBe('NOT_FOUND');
  });

  test('[D2] of five at once each has a reference of its own', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, () => open({ kind: 'KNOW', personName: 'A' }, world.initech.admin.token)),
    );
    expect(new Set(made.map(({ reference }) => reference)).size).toBe(5);
  });
});

describe('the time', () => {
  test('[D3] is paused while identity and an answer are awaited, and extended within the first month', async () => {
    const person = { personName: 'Grace', personEmail: 'grace@mail.example' };
    const { id, dueOn, reference } = await open({ kind: 'ACCESS', ...person });
    expect(dueOn).toBe('2026-11-02');
    expect((await deed('completeRightsRequest', { id, words: 'Here.' })).code).toBe('CONFLICT');
    expect(await deed('askForIdentity', { id, words: 'Please call us back.' })).toMatchObject({
      status: 'AWAITING_IDENTITY',
      paused: true,
    });
    expect((await deed('askForClarification', { id, words: 'Which?' })).code).toBe('CONFLICT');
    await days(4);
    expect(await deed('confirmIdentity', { id, method: 'SIGNED_IN' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await deed('confirmIdentity', { id, method: 'KNOWN' })).toMatchObject({
      status: 'IN_PROGRESS',
      paused: false,
      dueOn: '2026-11-05',
    });
    expect((await deed('confirmIdentity', { id, method: 'KNOWN' })).code).toBe('CONFLICT');
    expect(await deed('askForClarification', { id, words: 'Which years?' })).toMatchObject({ paused: true });
    await days(3);
    expect(await deed('answerClarification', { id, words: '2025.' })).toMatchObject({ dueOn: '2026-11-09' });
    expect((await deed('answerClarification', { id, words: '2025.' })).code).toBe('CONFLICT');
    const extended = await deed('extendRightsRequest', { id, words: 'There are many files.' });
    expect(extended).toMatchObject({ extended: true, dueOn: '2027-01-08' });
    expect((await deed('extendRightsRequest', { id, words: 'Again.' })).code).toBe('CONFLICT');
    expect(await deed('completeRightsRequest', { id, words: 'All is attached.' })).toMatchObject({
      status: 'COMPLETED',
      daysLeft: null,
    });
    for (const verb of ['refuseRightsRequest', 'completeRightsRequest', 'extendRightsRequest'])
      expect((await deed(verb, { id, words: 'No.' })).code, verb).toBe('CONFLICT');
    const [row] = (await listed(world.globex.admin.token)).filter((each) => each.id === id);
    expect(row?.events.map(({ kind }) => kind)).toEqual([
      ...[
        'OPENED',
        'IDENTITY_ASKED',
        'IDENTITY_CONFIRMED',
        'CLARIFICATION_ASKED',
        'CLARIFIED',
        'EXTENDED',
        'COMPLETED',
      ],
    ]);
    for (const told of ['show who you are', 'a question about', 'two further months', 'been answered'])
      await expect.poll(() => mailTo('grace@mail.example', reference), { timeout: 20_000 }).toContain(told);
  });

  test('[D3] cannot be extended once the first month is over', async () => {
    const { id } = await open({ kind: 'OBJECT', personName: 'Late', receivedOn: '2026-08-03' });
    expect(await deed('extendRightsRequest', { id, words: 'Much to do.' })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('3 September 2026'),
    });
    expect((await deed('refuseRightsRequest', { id, words: 'No grounds.' })).status).toBe('REFUSED');
  });

  test('[D3] of a complaint is thirty days for its acknowledgement', async () => {
    const { id, dueOn } = await open({ kind: 'COMPLAIN' }, world.globex.user.token);
    expect(dueOn).toBe('2026-11-09');
    expect((await deed('extendRightsRequest', { id, words: 'No.' })).code).toBe('CONFLICT');
    expect((await deed('acknowledgeComplaint', { id }, world.globex.user.token)).code).toBe('FORBIDDEN');
    expect(await deed('acknowledgeComplaint', { id })).toMatchObject({
      status: 'IN_PROGRESS',
      dueOn: '2027-01-08',
    });
    expect((await deed('acknowledgeComplaint', { id })).code).toBe('CONFLICT');
    const other = await open({ kind: 'KNOW' }, world.globex.user.token);
    expect((await deed('acknowledgeComplaint', { id: other.id })).fields?.[0]?.path).toBe('id');
  });

  test('[S10] others neither see nor change it', async () => {
    const { id } = await open({ kind: 'RESTRICT' }, world.globex.user.token);
    const words = 'No.';
    for (const [verb, more] of [
      ...([
        ['askForClarification', { words }],
        ['refuseRightsRequest', { words }],
        ['withdrawRightsRequest', {}],
      ] as const),
      ...([
        ['confirmIdentity', { method: 'KNOWN' }],
        ['answerClarification', { words }],
      ] as const),
    ])
      expect((await deed(verb, { id, ...more }, world.initech.admin.token)).code, verb).toBe('NOT_FOUND');
    expect((await deed('withdrawRightsRequest', { id }, world.initech.user.token)).code).toBe('NOT_FOUND');
    expect((await deed('askForClarification', { id: 'x', words })).fields?.[0]?.path).toBe('id');
    expect((await deed('askForClarification', { id, words: 'Which?' })).paused).toBe(true);
    expect((await deed('answerClarification', { id, words: 'All.' }, world.globex.user.token)).status).toBe(
      'IN_PROGRESS',
    );
    expect((await deed('withdrawRightsRequest', { id }, world.globex.user.token)).status).toBe('WITHDRAWN');
    expect((await deed('withdrawRightsRequest', { id }, world.globex.user.token)).code).toBe('CONFLICT');
  });
});

test('[D3] people are reminded seven and two days before, and once it is over: once each', async () => {
  const { id, reference, dueOn } = await open({ kind: 'KNOW', personName: 'Remy' });
  expect(dueOn).toBe('2026-11-09');
  const reminders = async () =>
    (
      await world.sql<{ kind: string }>(
        `select kind from rights_event where rights_request_id = $1 and kind in ('DUE_SOON', 'OVERDUE') order by at`,
        [id],
      )
    ).map(({ kind }) => kind);
  await remind();
  expect(await reminders()).toEqual([]);
  for (const [forward, expected] of [
    [25, 1],
    [1, 1],
    [5, 2],
    [3, 3],
    [1, 3],
  ] as const) {
    await days(forward);
    await remind();
    await expect.poll(reminders, { timeout: 20_000 }).toHaveLength(expected);
  }
  expect(await reminders()).toEqual(['DUE_SOON', 'DUE_SOON', 'OVERDUE']);
  await expect
    .poll(() => mailTo(world.globex.admin.email, reference), { timeout: 20_000 })
    .toContain('is overdue');
  const { data } = await app.ask<{ home: { rightsDue: number } }>(
    '{ home { rightsDue } }',
    {},
    world.globex.admin.token,
  );
  expect(data.home.rightsDue).toBeGreaterThan(0);
});

describe('submitRightsRequest', () => {
  const submit = async (email: string) => {
    const { data, errors } = await app.ask<{ submitRightsRequest: boolean }>(
      'mutation ($input: SubmitRightsRequestInput!) { submitRightsRequest(input: $input) }',
      {
        input: {
          kind: 'ACCESS',
          name: 'Some One',
          email,
          organisation: 'Globex',
          facts: 'What do you have?',
        },
      },
    );
    return errors?.[0]?.extensions.code ?? data.submitRightsRequest;
  };
  const enquiries = async (token: string) => {
    const { data, errors } = await app.ask<{
      rightsEnquiries: { nodes: { id: string; personEmail: string; state: string }[] };
    }>('{ rightsEnquiries { nodes { id personEmail state } } }', {}, token);
    return errors?.[0]?.extensions.code ?? data.rightsEnquiries.nodes;
  };

  test('[S85] goes to the company of a work address, whoever asks', async () => {
    expect(await submit(world.globex.user.email)).toBe(true);
    const [found] = (await listed(world.globex.admin.token, { open: true })).filter(
      ({ personName }) => personName === 'Some One',
    );
    expect(found).toMatchObject({ identityMethod: null, status: 'RECEIVED', facts: 'What do you have?' });
  });

  test('[S85] waits for staff of the platform otherwise, with the same answer', async () => {
    expect(await submit('stranger@mail.example')).toBe(true);
    const waiting = await enquiries(world.platform.staff.token);
    expect(waiting).toEqual([
      { id: expect.any(String), personEmail: 'stranger@mail.example', state: 'WAITING' },
    ]);
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user])
      expect(await enquiries(token)).toBe('FORBIDDEN');
    const { id } = (waiting as { id: string }[])[0] as { id: string };
    expect(
      (await deed('routeRightsEnquiry', { id, companyId: newId() }, world.platform.staff.token)).code,
    ).toBe('NOT_FOUND');
    const routed = await deed(
      'routeRightsEnquiry',
      { id, companyId: world.globex.id },
      world.platform.staff.token,
    );
    expect(routed).toMatchObject({ status: 'RECEIVED', personName: 'Some One' });
    await expect
      .poll(() => mailTo(world.globex.admin.email, routed.reference), { timeout: 20_000 })
      .toContain('Your company is the controller');
    expect(
      (await deed('routeRightsEnquiry', { id, companyId: world.globex.id }, world.platform.staff.token)).code,
    ).toBe('CONFLICT');
  });

  test('[S85] is closed if it concerns nobody here', async () => {
    expect(await submit('nobody@mail.example')).toBe(true);
    const waiting = (await enquiries(world.platform.staff.token)) as { id: string; state: string }[];
    const id = waiting.find(({ state }) => state === 'WAITING')?.id;
    const close = async (token: string) => {
      const { data, errors } = await app.ask<{ closeRightsEnquiry: { state: string } }>(
        'mutation ($id: ID!) { closeRightsEnquiry(input: { id: $id, note: "Nobody we know." }) { state } }',
        { id },
        token,
      );
      return errors?.[0]?.extensions.code ?? data.closeRightsEnquiry.state;
    };
    expect(await close(world.northwind.admin.token)).toBe('FORBIDDEN');
    expect(await close(world.platform.staff.token)).toBe('CLOSED');
    expect(await close(world.platform.staff.token)).toBe('CONFLICT');
  });

  test('[S42] is bounded by address', async () => {
    const answers: unknown[] = [];
    for (let i = 0; i < 6; i++) answers.push(await submit('often@mail.example'));
    expect(answers.at(-1)).toBe('RATE_LIMITED');
  });
});
