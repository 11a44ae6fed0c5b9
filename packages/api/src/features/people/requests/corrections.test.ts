import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const request = async (input: object, token = world.globex.user.token) => {
  const { data, errors } = await app.ask<{ requestCorrection: { id: string } }>(
    'mutation ($input: RequestCorrectionInput!) { requestCorrection(input: $input) { id } }',
    { input },
    token,
  );
  return { id: data?.requestCorrection?.id ?? '', error: errors?.[0] };
};
type Deed = 'apply' | 'decline' | 'withdraw';
const decide = async (deed: Deed, input: object, token = world.globex.admin.token) => {
  const type = `${deed[0]?.toUpperCase()}${deed.slice(1)}CorrectionInput`;
  const { data, errors } = await app.ask<Record<string, { state: string }>>(
    `mutation ($input: ${type}!) { ${deed}Correction(input: $input) { state } }`,
    { input },
    token,
  );
  return errors?.[0] ?? data[`${deed}Correction`]?.state;
};
const seen = async (token: string) => {
  const { data } = await app.ask<{ corrections: { nodes: object[] } }>(
    '{ corrections { nodes { field current wanted note state answer } } }',
    {},
    token,
  );
  return data.corrections.nodes;
};
/** What the person was written under this heading. */
const told = async (subject: string): Promise<string> => {
  const mails = await world.letters<{ body: string }>(
    `select body from mail where "to" = $1 and cause = 'correction' and subject = $2 order by id`,
    [world.globex.user.email, subject],
  );
  return mails.map(({ body }) => body).join('\n');
};
const entry = async () => {
  const { data } = await app.ask<{ endUser: { lastName: string; email: string; jobTitle: string | null } }>(
    'query ($id: ID!) { endUser(id: $id) { lastName email jobTitle } }',
    { id: world.globex.user.endUserId },
    world.globex.admin.token,
  );
  return data.endUser;
};

describe('requestCorrection', () => {
  test('[U3] waits before the administrators of the company, and is seen by the person', async () => {
    const { id, error } = await request({
      field: 'LAST_NAME',
      wanted: ' Müller-d’Arcy ',
      note: 'I have married.',
    });
    expect(error).toBeUndefined();
    const asked = {
      field: 'LAST_NAME',
      current: 'Globex',
      wanted: 'Müller-d’Arcy',
      note: 'I have married.',
      state: 'WAITING',
      answer: null,
    };
    for (const { token } of [
      world.globex.user,
      world.globex.admin,
      world.northwind.admin,
      world.platform.staff,
    ])
      expect(await seen(token)).toEqual([asked]);
    for (const { token } of [world.initech.user, world.initech.admin, world.contoso.admin])
      expect(await seen(token)).toEqual([]);
    const { data } = await app.ask('{ home { corrections } }', {}, world.globex.admin.token);
    expect(data).toEqual({ home: { corrections: 1 } });
    const [kept] = await world.sql<{ wanted: string }>('select wanted from correction where id = $1', [id]);
    expect(kept?.wanted, 'sealed').not.toContain('Arcy');
    expect(await decide('withdraw', { id }, world.globex.user.token)).toBe('WITHDRAWN');
  });

  test('[U3] what a directory cannot hold, or says already, is refused', async () => {
    const at = async (input: object) =>
      (await request(input)).error?.extensions.fields?.map(({ path }) => path);
    expect(await at({ field: 'FIRST_NAME' })).toEqual(['wanted']);
    expect(await at({ field: 'FIRST_NAME', wanted: 'http://evil.example' })).toEqual(['wanted']);
    expect(await at({ field: 'EMAIL', wanted: 'nowhere' })).toEqual(['wanted']);
    expect(await at({ field: 'LAST_NAME', wanted: 'Globex' })).toEqual(['wanted']);
    expect(await at({ field: 'OTHER' })).toEqual(['wanted']);
  });

  test('[U3] twice is a conflict, and others than end users have none', async () => {
    const { id } = await request({ field: 'DEPARTMENT', wanted: 'Sales' });
    expect((await request({ field: 'DEPARTMENT', wanted: 'Marketing' })).error).toMatchObject({
      message: 'field: You have asked for this already, and it waits for an answer.',
      extensions: { code: 'CONFLICT' },
    });
    expect(
      (await request({ field: 'OTHER', wanted: 'x' }, world.globex.admin.token)).error?.extensions.code,
    ).toBe('FORBIDDEN');
    expect(await decide('withdraw', { id }, world.globex.user.token)).toBe('WITHDRAWN');
    const again = await request({ field: 'DEPARTMENT', wanted: 'Marketing' });
    expect(await decide('withdraw', { id: again.id }, world.globex.user.token)).toBe('WITHDRAWN');
  });
});

describe('applyCorrection', () => {
  test('[U3] changes the directory, tells the person and is in the log twice', async () => {
    const { id } = await request({ field: 'JOB_TITLE', wanted: 'Head of Trees' });
    expect(await decide('apply', { id, answer: 'With pleasure.' })).toBe('APPLIED');
    expect((await entry()).jobTitle).toBe('Head of Trees');
    expect(await seen(world.globex.user.token)).toContainEqual(
      expect.objectContaining({ field: 'JOB_TITLE', state: 'APPLIED', answer: 'With pleasure.' }),
    );
    await expect
      .poll(() => told('Your correction has been made'), { timeout: 20_000 })
      .toContain('Globex Ltd has corrected your job title, as you asked.');
    const trail = await world.sql<{ subject_type: string }>(
      `select subject_type from audit_entry where action = 'applyCorrection'`,
    );
    expect(trail.map(({ subject_type }) => subject_type).sort()).toEqual(['Correction', 'EndUser']);
  });

  test('[U3] takes out what should not be there', async () => {
    const { id } = await request({ field: 'JOB_TITLE', note: 'I never had one.' });
    expect(await decide('apply', { id })).toBe('APPLIED');
    expect((await entry()).jobTitle).toBeNull();
  });

  test('[U3] an address is allocated, and one that cannot be stays waiting', async () => {
    const { id } = await request({ field: 'EMAIL', wanted: 'right@globex.example' });
    expect(await decide('apply', { id })).toBe('APPLIED');
    expect((await entry()).email).toBe('right@globex.example');
    const outside = await request({ field: 'EMAIL', wanted: 'right@initech.example' });
    expect(await decide('apply', { id: outside.id })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
    expect(await decide('decline', { id: outside.id, answer: 'Not ours.' })).toBe('DECLINED');
  });

  test('[U3] what is no field has been corrected by hand: the answer says how', async () => {
    const { id } = await request({ field: 'OTHER', wanted: 'My photo is somebody else’s.' });
    expect(await decide('apply', { id })).toMatchObject({
      extensions: { code: 'INVALID_INPUT', fields: [{ path: 'answer' }] },
    });
    expect(await decide('apply', { id, answer: 'It is gone.' })).toBe('APPLIED');
  });

  test('[S10] is not there for others; twice is a conflict; of four at once one wins', async () => {
    const { id } = await request({ field: 'DEPARTMENT', wanted: 'Forestry' });
    const answer = 'No.';
    for (const token of [world.initech.admin.token, world.contoso.admin.token])
      for (const deed of ['apply', 'decline'] as const)
        expect(await decide(deed, { id, answer }, token)).toMatchObject({
          extensions: { code: 'NOT_FOUND' },
        });
    expect(await decide('apply', { id: newId() })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await decide('withdraw', { id }, world.initech.user.token)).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    for (const deed of ['apply', 'decline'] as const) {
      expect(await decide(deed, { id, answer }, world.globex.user.token)).toMatchObject({
        extensions: { code: 'FORBIDDEN' },
      });
      expect(await decide(deed, { id: 'x', answer })).toMatchObject({
        extensions: { code: 'INVALID_INPUT' },
      });
    }
    const answers = await Promise.all(Array.from({ length: 4 }, () => decide('apply', { id })));
    expect(answers.filter((each) => each === 'APPLIED')).toHaveLength(1);
    expect(await decide('decline', { id, answer })).toMatchObject({ extensions: { code: 'CONFLICT' } });
    expect(await decide('withdraw', { id }, world.globex.user.token)).toMatchObject({
      message: 'This correction has been made already.',
    });
  });
});

describe('declineCorrection', () => {
  test('[U3] leaves it as it is, says why, and the person is told', async () => {
    const { id } = await request({ field: 'FIRST_NAME', wanted: 'Napoleon' });
    expect(await decide('decline', { id, answer: ' ' })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
    expect(await decide('decline', { id, answer: 'Your contract says otherwise.' })).toBe('DECLINED');
    expect(await seen(world.globex.user.token)).toContainEqual(
      expect.objectContaining({
        field: 'FIRST_NAME',
        state: 'DECLINED',
        answer: 'Your contract says otherwise.',
      }),
    );
    await expect
      .poll(() => told('Your correction has been declined'), { timeout: 20_000 })
      .toContain('Your contract says otherwise.');
  });
});
