import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const QUERY = `query ($receivedOn: Date!, $region: UkRegion!, $pauses: [PauseInput!]!, $extended: Boolean!) {
  requestDeadline(receivedOn: $receivedOn, region: $region, pauses: $pauses, extended: $extended) { dueOn extendedDueOn reason } }`;
const asked = async (more: object, token: string | undefined = world.globex.user.token) => {
  const given = { receivedOn: '2026-10-31', region: 'SCOTLAND', pauses: [], extended: false, ...more };
  const { data, errors } = await app.ask<{ requestDeadline: object }>(QUERY, given, token);
  return errors?.[0]?.extensions ?? data.requestDeadline;
};

describe('requestDeadline', () => {
  test('[D3] is told to whoever is signed in', async () => {
    for (const { token } of [
      world.platform.staff,
      world.northwind.admin,
      world.globex.admin,
      world.globex.user,
    ])
      expect(await asked({}, token)).toMatchObject({ dueOn: '2026-12-01', extendedDueOn: null });
    expect(await asked({}, '')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('[D3] counts pauses and an extension', async () => {
    const pauses = [{ from: '2026-11-02', to: '2026-11-09' }];
    expect(await asked({ pauses, extended: true })).toEqual({
      dueOn: '2026-12-07',
      extendedDueOn: '2027-02-08',
      reason:
        'Three months from 31 October 2026 end on 31 January 2027, and 7 days of waiting for the person make that 7 February 2027, which is no working day in Scotland: the next is 8 February 2027.',
    });
  });

  test('[D3] names what is wrong with a pause', async () => {
    const at = (from: string, to: string) => asked({ pauses: [{ from, to }] });
    expect(await at('2026-10-30', '2026-11-09')).toMatchObject({ fields: [{ path: 'pauses.0.from' }] });
    expect(await at('2026-11-09', '2026-11-08')).toMatchObject({ fields: [{ path: 'pauses.0.to' }] });
    expect(await asked({ receivedOn: '2026-02-30' })).toMatchObject({ code: expect.any(String) });
  });
});
