import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { enrolTotp } from '../identity/factors/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface EndUserAnswer {
  id: string;
  firstName: string;
  displayName: string;
  email: string | null;
  mobile: string | null;
  status: string;
  signIn: string;
  addresses: { address: string; primary: boolean }[];
}
const FIELDS =
  'id firstName displayName email mobile phone jobTitle department status signIn addresses { address primary } company { id }';
const mutate = async (token: string, name: string, input: object) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const answer = await app.ask<Record<string, EndUserAnswer>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
  return { endUser: answer.data?.[name] as EndUserAnswer, errors: answer.errors };
};
const add = (token: string, input: object) => mutate(token, 'addEndUser', input);
const someone = async (company: TestCompany, input: object = {}): Promise<EndUserAnswer> =>
  (await add(company.admin.token, { firstName: 'Ada', lastName: 'Lovelace', ...input })).endUser;
const audited = (id: string) =>
  world.sql<{ action: string; end_user_id: string; changed: string[] }>(
    'select action, end_user_id, changed from audit_entry where subject_id = $1 order by at, id',
    [id],
  );

describe('addEndUser', () => {
  test('[U1] enters someone with a primary address, and their name unchanged', async () => {
    const { endUser } = await add(world.globex.admin.token, {
      firstName: 'Zoë',
      lastName: '陳大文',
      email: 'Zoe@Globex.Example',
      mobile: '07700 900123',
      phone: '',
      jobTitle: 'Head of Ideas',
    });
    expect(endUser).toMatchObject({
      displayName: 'Zoë 陳大文',
      email: 'Zoe@globex.example',
      mobile: '+447700900123',
      phone: null,
      jobTitle: 'Head of Ideas',
      department: null,
      status: 'ACTIVE',
      signIn: 'NONE',
      addresses: [{ address: 'Zoe@globex.example', primary: true }],
      company: { id: world.globex.id },
    });
    expect(await audited(endUser.id)).toEqual([
      { action: 'addEndUser', end_user_id: endUser.id, changed: [] },
    ]);
  });

  test('[U1] someone without an address', async () => {
    expect(await someone(world.globex)).toMatchObject({ email: null, addresses: [] });
  });

  test('[T3] a reseller names the company; so does staff', async () => {
    for (const token of [world.northwind.admin.token, world.platform.staff.token]) {
      const { endUser } = await add(token, { companyId: world.globex.id, firstName: 'Ada', lastName: 'L' });
      expect(endUser).toMatchObject({ company: { id: world.globex.id } });
    }
  });

  test('an end user may not', async () => {
    const { errors } = await add(world.globex.user.token, { firstName: 'Ada', lastName: 'Lovelace' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] [S11] a company of another tenant is as one that does not exist', async () => {
    for (const companyId of [world.initech.id, newId()]) {
      const { errors } = await add(world.globex.admin.token, { companyId, firstName: 'Ada', lastName: 'L' });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such company.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });

  test('every field that is wrong is named at once', async () => {
    const { errors } = await add(world.globex.admin.token, {
      firstName: ' ',
      lastName: 'a\nb',
      email: 'no',
      mobile: 'x',
    });
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'firstName',
      'lastName',
      'email',
      'mobile',
    ]);
  });

  test("an address outside the company's domains is refused, and nobody entered", async () => {
    const { errors } = await add(world.acme.admin.token, {
      firstName: 'No',
      lastName: 'Body',
      email: 'x@globex.example',
    });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'email', message: "Must be in the company's domain: acme.example" }],
    });
    expect(await world.sql(`select from end_user where last_name = 'Body'`)).toEqual([]);
  });

  test('twice: an address is allocated once, whatever its case', async () => {
    await someone(world.globex, { email: 'once@globex.example' });
    const { errors } = await add(world.globex.admin.token, {
      firstName: 'A',
      lastName: 'L',
      email: 'ONCE@globex.example',
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'email' }] });
  });
});

describe('updateEndUser', () => {
  const update = (token: string, input: object) => mutate(token, 'updateEndUser', input);

  test('[U1] changes what is given, empties what is blank, leaves the rest', async () => {
    const { id } = await someone(world.globex, {
      mobile: '07700 900123',
      jobTitle: 'Head',
      department: 'Ideas',
    });
    const { endUser } = await update(world.globex.admin.token, {
      id,
      firstName: 'Augusta',
      mobile: null,
      jobTitle: ' ',
    });
    expect(endUser).toMatchObject({
      displayName: 'Augusta Lovelace',
      mobile: null,
      jobTitle: null,
      department: 'Ideas',
    });
    expect((await audited(id)).at(-1)).toEqual({
      action: 'updateEndUser',
      end_user_id: id,
      changed: ['firstName', 'mobile', 'jobTitle'],
    });
  });

  test('[S47] suspending ends the sign-in at once, taking back opens it again', async () => {
    const viewer = () => app.ask('{ viewer { level } }', {}, world.initech.user.token);
    const id = world.initech.user.endUserId;
    expect((await viewer()).errors).toBeUndefined();
    const suspended = await update(world.initech.admin.token, { id, status: 'SUSPENDED' });
    expect(suspended.endUser.status).toBe('SUSPENDED');
    expect((await viewer()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const [membership] = await world.sql('select status from membership where end_user_id = $1', [id]);
    expect(membership).toEqual({ status: 'SUSPENDED' });
    await update(world.initech.admin.token, { id, status: 'ACTIVE' });
    expect((await viewer()).errors).toBeUndefined();
  });

  test('[S43] suspending closes an invitation that nobody has taken', async () => {
    const { id } = await someone(world.globex, { email: 'invited-then-suspended@globex.example' });
    await mutate(world.globex.admin.token, 'inviteEndUser', { endUserId: id });
    await update(world.globex.admin.token, { id, status: 'SUSPENDED' });
    expect(
      await world.sql('select from invitation where end_user_id = $1 and used_at is null', [id]),
    ).toEqual([]);
    expect(await world.sql('select status from membership where end_user_id = $1', [id])).toEqual([
      { status: 'INVITED' },
    ]);
  });

  test('a corrected name is what the end user sees of themselves', async () => {
    const { endUserId, token } = world.acme.user;
    await update(world.acme.admin.token, { id: endUserId, firstName: 'Ursula' });
    const { data } = await app.ask<{ viewer: { displayName: string } }>(
      '{ viewer { displayName } }',
      {},
      token,
    );
    expect(data.viewer.displayName).toBe('Ursula Acme');
  });

  test('an end user may not', async () => {
    const { errors } = await update(world.globex.user.token, {
      id: world.globex.user.endUserId,
      jobTitle: 'Director',
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] an end user of another tenant is as one that does not exist', async () => {
    for (const id of [world.initech.user.endUserId, newId()]) {
      const { errors } = await update(world.globex.admin.token, { id, firstName: 'Mallory' });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    const [kept] = await world.sql<{ first_name: string }>('select first_name from end_user where id = $1', [
      world.initech.user.endUserId,
    ]);
    expect(kept?.first_name).toBe('Uma');
  });

  test('a name cannot be emptied', async () => {
    const { id } = await someone(world.globex);
    const { errors } = await update(world.globex.admin.token, { id, firstName: '', lastName: null });
    expect(errors?.[0]?.extensions.fields).toEqual([
      { path: 'firstName', message: 'Must be filled in.' },
      { path: 'lastName', message: 'Must be filled in.' },
    ]);
  });

  test('twice: what changes nothing is not noted', async () => {
    const { id } = await someone(world.globex);
    await update(world.globex.admin.token, { id, jobTitle: 'Countess' });
    await update(world.globex.admin.token, { id, jobTitle: 'Countess' });
    expect(await audited(id)).toHaveLength(2);
  });
});

describe('inviteEndUser', () => {
  const inviteEndUser = (token: string, endUserId: string) => mutate(token, 'inviteEndUser', { endUserId });
  const lettersTo = (address: string) =>
    world.letters<{ body: string }>('select body from mail where "to" = $1 order by id', [address]);

  test('[U4] [S43] sends a link; once it is taken they sign in as themselves', async () => {
    const { id } = await someone(world.globex, { email: 'ada@globex.example', mobile: '07700 900123' });
    const { endUser } = await inviteEndUser(world.globex.admin.token, id);
    expect(endUser.signIn).toBe('INVITED');
    const [letter] = await lettersTo('ada@globex.example');
    const token = /#([\w-]+)/.exec(letter?.body ?? '')?.[1];
    const accepted = await app.ask(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
      {
        input: { token, password: 'correct-horse-battery' },
      },
    );
    expect(accepted.errors).toBeUndefined();
    const own = await app.ask<{ viewer: object; endUser: object }>(
      'query ($id: ID!) { viewer { level endUser { id } } endUser(id: $id) { signIn mobile } }',
      { id },
      await world.signIn('ada@globex.example'),
    );
    expect(own.data).toEqual({
      viewer: { level: 'END_USER', endUser: { id } },
      endUser: { signIn: 'ACTIVE', mobile: '+447700900123' },
    });
    expect((await audited(id)).map(({ action }) => action)).toEqual(['addEndUser', 'inviteEndUser']);
  });

  test('[S43] again: a new link goes to the primary address of now, the old one stops working', async () => {
    const { id } = await someone(world.globex, { email: 'first@globex.example' });
    await inviteEndUser(world.globex.admin.token, id);
    await mutate(world.globex.admin.token, 'allocateEmailAddress', {
      endUserId: id,
      address: 'second@globex.example',
      primary: true,
    });
    expect((await inviteEndUser(world.globex.admin.token, id)).errors).toBeUndefined();
    expect(await lettersTo('first@globex.example')).toHaveLength(1);
    expect(await lettersTo('second@globex.example')).toHaveLength(1);
    expect(
      await world.sql('select from invitation where end_user_id = $1 and used_at is null', [id]),
    ).toHaveLength(1);
    expect(await world.sql('select email from membership where end_user_id = $1', [id])).toEqual([
      { email: 'second@globex.example' },
    ]);
  });

  test('someone who signs in already cannot be invited', async () => {
    const { errors } = await inviteEndUser(world.globex.admin.token, world.globex.user.endUserId);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'endUserId' }] });
  });

  test('nor someone without an address, nor someone suspended', async () => {
    const nowhere = await someone(world.globex);
    const unaddressed = await inviteEndUser(world.globex.admin.token, nowhere.id);
    expect(unaddressed.errors?.[0]).toMatchObject({
      message: expect.stringContaining('allocate one first'),
      extensions: { code: 'CONFLICT' },
    });
    const out = await someone(world.globex, { email: 'out@globex.example' });
    await mutate(world.globex.admin.token, 'updateEndUser', { id: out.id, status: 'SUSPENDED' });
    const suspended = await inviteEndUser(world.globex.admin.token, out.id);
    expect(suspended.errors?.[0]).toMatchObject({
      message: 'This end user is suspended.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await lettersTo('out@globex.example')).toEqual([]);
  });

  test('an end user may not', async () => {
    const { errors } = await inviteEndUser(world.globex.user.token, world.globex.user.endUserId);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] an end user of another tenant is as one that does not exist', async () => {
    const theirs = await someone(world.initech, { email: 'theirs@initech.example' });
    for (const id of [theirs.id, newId()]) {
      const { errors } = await inviteEndUser(world.northwind.admin.token, id);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await lettersTo('theirs@initech.example')).toEqual([]);
  });
});

describe('updateOwnProfile', () => {
  const own = (token: string, input: object) => mutate(token, 'updateOwnProfile', input);

  test('[U4] an end user corrects their mobile number; the log says which field', async () => {
    const { token, endUserId, membershipId } = world.globex.user;
    const { endUser } = await own(token, { mobile: '07700 900456' });
    expect(endUser).toMatchObject({ id: endUserId, mobile: '+447700900456' });
    expect((await audited(endUserId)).at(-1)).toEqual({
      action: 'updateOwnProfile',
      end_user_id: endUserId,
      changed: ['mobile'],
    });
    const { data } = await app.ask(
      'query ($id: ID!) { membership(id: $id) { mobile } }',
      { id: membershipId },
      world.globex.admin.token,
    );
    expect(data).toEqual({ membership: { mobile: '+447700900456' } });
  });

  test('[S48] whoever has a second factor shows it for another mobile; whoever has none is told by mail', async () => {
    const { token, email, endUserId, personId } = world.initech.user;
    const told = () =>
      world.sql(`select 1 from mail where "to" = $1 and cause = 'factorChange' order by id`, [email]);
    expect((await own(token, { mobile: '07700 900457' })).errors).toBeUndefined();
    await app.app.work();
    await expect.poll(told).toHaveLength(1);

    const { accessToken } = await enrolTotp(app, token);
    // The factor itself has been told, too.
    await expect.poll(told).toHaveLength(2);
    await world.sql('update session set factor_at = null where person_id = $1', [personId]);
    const { errors } = await own(accessToken, { phone: '020 7946 0123', mobile: '07700 900458' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
    const stored = () => own(accessToken, { phone: null }).then(({ endUser }) => endUser.mobile);
    expect(await stored()).toBe('+447700900457');
    await world.showFactor(world.initech.user);
    expect((await own(accessToken, { mobile: '07700 900458' })).errors).toBeUndefined();
    // The same number once more is no change, and is not told again.
    expect((await own(accessToken, { mobile: '07700 900458' })).errors).toBeUndefined();
    await expect.poll(told).toHaveLength(3);
    expect((await audited(endUserId)).filter(({ changed }) => changed?.includes('mobile'))).toHaveLength(2);
  });

  test('administrators have no profile of this kind', async () => {
    for (const { token } of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      expect((await own(token, { mobile: null })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('[S24] nothing but the numbers can be changed', async () => {
    const { errors } = await own(world.globex.user.token, { mobile: null, jobTitle: 'Director' });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    const { endUserId } = world.globex.user;
    expect(await world.sql('select job_title from end_user where id = $1', [endUserId])).toEqual([
      { job_title: null },
    ]);
  });

  test('a number that is none is refused', async () => {
    const { errors } = await own(world.globex.user.token, { phone: 'call me' });
    expect(errors?.[0]?.extensions.fields?.[0]?.path).toBe('phone');
  });

  test('twice: what changes nothing is not noted', async () => {
    const { token, endUserId } = world.acme.user;
    await own(token, { phone: '020 7946 0018' });
    const before = await audited(endUserId);
    await own(token, { phone: '+44 20 7946 0018' });
    expect(await audited(endUserId)).toEqual(before);
  });
});
