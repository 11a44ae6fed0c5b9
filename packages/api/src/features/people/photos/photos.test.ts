import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { jpegOf, webpOf } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const dataUrl = (bytes: Buffer, type = 'jpeg') => `data:image/${type};base64,${bytes.toString('base64')}`;
const PICTURE = dataUrl(jpegOf(64));

const set = async (whose: 'EndUser' | 'Administrator', input: object, token: string) => {
  const verb = `set${whose}Photo`;
  const { data, errors } = await app.ask<Record<string, { photo: string | null }>>(
    `mutation ($input: Set${whose}PhotoInput!) { ${verb}(input: $input) { photo } }`,
    { input },
    token,
  );
  return { address: data?.[verb]?.photo, error: errors?.[0] };
};
const setOwn = async (photo: string | null, token: string) => {
  const { data, errors } = await app.ask<{ setOwnPhoto: boolean }>(
    'mutation ($input: SetOwnPhotoInput!) { setOwnPhoto(input: $input) }',
    { input: { photo } },
    token,
  );
  expect(errors).toBeUndefined();
  return data.setOwnPhoto;
};
const ofEndUser = async (token: string): Promise<string | null | undefined> => {
  const { data } = await app.ask<{ endUser: { photo: string | null } | null }>(
    'query ($id: ID!) { endUser(id: $id) { photo } }',
    { id: world.globex.user.endUserId },
    token,
  );
  return data.endUser?.photo;
};
const at = (address: string | null | undefined) => fetch(`${app.url}${address}`);

describe('setEndUserPhoto', () => {
  test('[U1] a photo has an address of its own, told to whoever sees the person', async () => {
    const { endUserId, token } = world.globex.user;
    const { address } = await set('EndUser', { endUserId, photo: PICTURE }, world.globex.admin.token);
    for (const each of [
      world.globex.admin.token,
      token,
      world.northwind.admin.token,
      world.platform.staff.token,
    ])
      expect(await ofEndUser(each)).toBe(address);
    for (const each of [world.initech.admin.token, world.contoso.admin.token])
      expect(await ofEndUser(each)).toBeUndefined();
    const response = await at(address);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(jpegOf(64))).toBe(true);
  });

  test('[U1] another photo is at another address; one that is taken away is nowhere', async () => {
    const { endUserId } = world.globex.user;
    const { token } = world.globex.admin;
    const before = (await set('EndUser', { endUserId, photo: PICTURE }, token)).address;
    const after = (await set('EndUser', { endUserId, photo: dataUrl(webpOf(64), 'webp') }, token)).address;
    expect(after).not.toBe(before);
    expect((await at(before)).status).toBe(404);
    expect((await at(after)).headers.get('content-type')).toBe('image/webp');
    expect((await set('EndUser', { endUserId, photo: null }, token)).address).toBeNull();
    expect((await at(after)).status).toBe(404);
    expect((await set('EndUser', { endUserId, photo: null }, token)).error, 'twice').toBeUndefined();
  });

  test('[S59] what is no photo, or too large, is refused', async () => {
    const { endUserId } = world.globex.user;
    for (const photo of [
      '',
      'https://evil.example/a.jpg',
      'data:image/svg+xml;base64,PHN2Zy8+',
      dataUrl(Buffer.from('<script>alert(1)</script>')),
      dataUrl(Buffer.alloc(150 * 1024)),
    ])
      expect(
        (await set('EndUser', { endUserId, photo }, world.globex.admin.token)).error?.extensions,
      ).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'photo' }] });
  });

  test('[S10] is not there for others, and an end user may not', async () => {
    const { endUserId } = world.globex.user;
    for (const [id, token] of [
      [endUserId, world.initech.admin.token],
      [endUserId, world.contoso.admin.token],
      [newId(), world.globex.admin.token],
    ] as const)
      expect((await set('EndUser', { endUserId: id, photo: PICTURE }, token)).error?.extensions.code).toBe(
        'NOT_FOUND',
      );
    expect(
      (await set('EndUser', { endUserId, photo: PICTURE }, world.globex.user.token)).error?.extensions.code,
    ).toBe('FORBIDDEN');
  });
});

describe('setAdministratorPhoto', () => {
  test('[T2] of one’s own tenant only, and not of an end user', async () => {
    const { membershipId } = world.globex.admin;
    const { address } = await set(
      'Administrator',
      { membershipId, photo: PICTURE },
      world.northwind.admin.token,
    );
    expect((await at(address)).status).toBe(200);
    for (const token of [world.initech.admin.token, world.contoso.admin.token])
      expect((await set('Administrator', { membershipId, photo: null }, token)).error?.extensions.code).toBe(
        'NOT_FOUND',
      );
    expect(
      (await set('Administrator', { membershipId, photo: null }, world.globex.user.token)).error?.extensions
        .code,
    ).toBe('FORBIDDEN');
    expect(
      (
        await set(
          'Administrator',
          { membershipId: world.globex.user.membershipId, photo: PICTURE },
          world.globex.admin.token,
        )
      ).error?.extensions.code,
    ).toBe('CONFLICT');
    expect((await at(address)).status).toBe(200);
  });
});

describe('setOwnPhoto', () => {
  test('[U4] an end user’s is the directory’s', async () => {
    expect(await setOwn(PICTURE, world.globex.user.token)).toBe(true);
    const address = await ofEndUser(world.globex.admin.token);
    expect((await at(address)).status).toBe(200);
    expect(await setOwn(null, world.globex.user.token)).toBe(false);
    expect(await ofEndUser(world.globex.admin.token)).toBeNull();
  });

  test('[U4] an administrator’s is that of their membership; at once, one is left', async () => {
    for (const { token, membershipId } of [world.platform.staff, world.northwind.admin, world.globex.admin]) {
      await Promise.all(Array.from({ length: 3 }, () => setOwn(PICTURE, token).catch(() => false)));
      expect(await world.sql('select from photo where membership_id = $1', [membershipId])).toHaveLength(1);
    }
  });

  test('[S59] nobody who is not signed in has one', async () => {
    const { errors } = await app.ask('mutation { setOwnPhoto(input: { photo: null }) }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

test.each(['/photos/0000.jpg', '/photos/%27', `/photos/${'a'.repeat(43)}.png`])(
  '[S59] there is nothing at %s',
  async (address) => {
    expect((await at(address)).status).toBe(404);
  },
);
