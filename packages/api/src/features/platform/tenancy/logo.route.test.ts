import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const pictureOf = (side: number) => PNG.sync.write(new PNG({ width: side, height: side, fill: true }));
const dataUrl = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;

/** Gives a reseller this logo, or takes it away, and returns its address. */
async function give(token: string, id: string, logo: string | null): Promise<string | null> {
  const { data, errors } = await app.ask<{ updateReseller: { logo: string | null } }>(
    'mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) { logo } }',
    { input: { id, logo } },
    token,
  );
  expect(errors).toBeUndefined();
  return data.updateReseller.logo;
}
const shown = async (token: string) =>
  (
    await app.ask<{ viewer: { reseller: { logo: string | null } } }>(
      '{ viewer { reseller { logo } } }',
      {},
      token,
    )
  ).data.viewer.reseller.logo;
const at = (address: string | null) => fetch(`${app.url}${address}`);

test('[T8] a logo has an address of its own, which everyone below the reseller is told', async () => {
  const { id, admin } = world.northwind;
  const address = await give(admin.token, id, dataUrl(pictureOf(16)));
  for (const { token } of [admin, world.globex.admin, world.globex.user])
    expect(await shown(token)).toBe(address);
  expect(await shown(world.contoso.admin.token)).toBeNull();
  const response = await at(address);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(PNG.sync.read(Buffer.from(await response.arrayBuffer()))).toMatchObject({ width: 16, height: 16 });
});

test('[T8] another picture is at another address, the same one at the same', async () => {
  const { id, admin } = world.northwind;
  const before = await give(admin.token, id, dataUrl(pictureOf(20)));
  const after = await give(admin.token, id, dataUrl(pictureOf(21)));
  expect(after).not.toBe(before);
  expect((await at(before)).status).toBe(404);
  expect((await at(after)).status).toBe(200);
  expect(await give(world.contoso.admin.token, world.contoso.id, dataUrl(pictureOf(21)))).toBe(after);
  expect(await give(admin.token, id, null)).toBeNull();
  // It is still the other one's.
  expect((await at(after)).status).toBe(200);
  await give(world.contoso.admin.token, world.contoso.id, null);
  expect((await at(after)).status).toBe(404);
});

test.each(['/logos/0000.png', '/logos/%27', `/logos/${'a'.repeat(64)}`])(
  '[S59] there is nothing at %s',
  async (address) => {
    expect((await at(address)).status).toBe(404);
  },
);
