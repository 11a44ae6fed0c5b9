import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealsOf } from '../../../../kernel/keys.ts';
import { rotateKeys } from '../../../../kernel/rotate-keys.ts';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../../kernel/testing/world.ts';
import { type Enrolled, enrolTotp, VERIFY_FACTOR } from './factory.ts';

let app: TestApp;
let world: World;
let enrolled: Enrolled;
const SECRET = 'the secret of this installation, long enough';

beforeAll(async () => {
  app = await startTestApp({ config: { secret: SECRET } });
  world = await createWorld(app);
  enrolled = await enrolTotp(app, world.globex.admin.token);
});
afterAll(() => app.close());

type Listed = { factors: { nodes: { id: string; name: string; kind: string; lastUsedAt: string }[] } };
const FACTORS = '{ factors { nodes { id name kind lastUsedAt } } }';
const RENAME = 'mutation ($input: RenameFactorInput!) { renameFactor(input: $input) { id name } }';
const REMOVE = 'mutation ($input: RemoveFactorInput!) { removeFactor(input: $input) }';
const RENEW = 'mutation { renewRecoveryCodes }';
const PROVE = 'mutation ($password: String!) { provePassword(input: { password: $password }) }';
const extensionsOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0]?.extensions as { code: string; need?: string } | undefined;
const factorsOf = async (token: string) => (await app.ask<Listed>(FACTORS, {}, token)).data.factors.nodes;

describe('[I2] second factors of one’s own', () => {
  test('are listed with their last use, and nobody sees those of others', async () => {
    expect(await factorsOf(enrolled.accessToken)).toEqual([
      { id: expect.any(String), name: 'Authenticator app', kind: 'TOTP', lastUsedAt: expect.any(String) },
    ]);
    for (const { token } of [world.northwind.admin, world.platform.staff, world.globex.user])
      expect(await factorsOf(token)).toEqual([]);
  });

  test('[S48] are renamed, removed and given new codes only with one shown just now', async () => {
    const [factor] = await factorsOf(enrolled.accessToken);
    await world.sql(`update session set factor_at = factor_at - interval '11 minutes'`);
    const input = { factorId: factor?.id };
    for (const [query, given] of [
      [RENAME, { input: { ...input, name: 'Telephone' } }],
      [REMOVE, { input }],
      [RENEW, {}],
    ] as const)
      expect(extensionsOf(await app.ask(query, given, enrolled.accessToken))).toMatchObject({
        code: 'FORBIDDEN',
        need: 'FACTOR',
      });
    await world.showFactor(world.globex.admin);
    const renamed = await app.ask<{ renameFactor: { name: string } }>(
      RENAME,
      { input: { ...input, name: 'Telephone' } },
      enrolled.accessToken,
    );
    expect(renamed.data.renameFactor.name).toBe('Telephone');
  });

  test('of another person are not there to be renamed or removed', async () => {
    const [factor] = await factorsOf(enrolled.accessToken);
    for (const other of [world.initech.admin, world.northwind.admin, world.globex.user]) {
      await world.showFactor(other);
      const input = { factorId: factor?.id };
      for (const [query, given] of [
        [RENAME, { input: { ...input, name: 'Mine' } }],
        [REMOVE, { input }],
      ] as const)
        expect(extensionsOf(await app.ask(query, given, other.token))?.code).toBe('NOT_FOUND');
    }
    expect(extensionsOf(await app.ask(REMOVE, { input: { factorId: factor?.id } }))?.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('[S40] new recovery codes void those before, and are none without a factor', async () => {
    const { data } = await app.ask<{ renewRecoveryCodes: string[] }>(RENEW, {}, enrolled.accessToken);
    expect(data.renewRecoveryCodes).toHaveLength(10);
    const left = await app.ask<{ viewer: { recoveryCodesLeft: number } }>(
      '{ viewer { recoveryCodesLeft } }',
      {},
      enrolled.accessToken,
    );
    expect(left.data.viewer.recoveryCodesLeft).toBe(10);
    const old = await app.ask(VERIFY_FACTOR, { code: enrolled.recoveryCodes[0] }, enrolled.accessToken);
    expect(extensionsOf(old)?.code).toBe('INVALID_INPUT');
    await world.showFactor(world.initech.admin);
    expect(extensionsOf(await app.ask(RENEW, {}, world.initech.admin.token))?.code).toBe('CONFLICT');
  });

  test('[S48] every change is told by mail, and stands in the audit log', async () => {
    const jobs = await world.sql<{ what: string }>(
      `select payload->>'what' as what from graphile_worker._private_jobs where payload->>'membershipId' = $1 order by id`,
      [world.globex.admin.membershipId],
    );
    expect(jobs.map(({ what }) => what)).toEqual([
      'An authenticator app has been added to it.',
      'Its recovery codes have been replaced.',
    ]);
    const actions = await world.sql<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by at, id',
      [world.globex.admin.membershipId],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'confirmTotpEnrolment',
      'renameFactor',
      'renewRecoveryCodes',
    ]);
  });

  test('[S55] its secret is sealed anew when keys are rotated, and opens under the newer', async () => {
    const seals = sealsOf(['a newer secret of this installation', SECRET]);
    await rotateKeys(app.app.scopes, seals);
    const [kept] = await world.sql<{ id: string; secret: string }>(
      'select id, secret from factor where person_id = $1',
      [world.globex.admin.personId],
    );
    expect(seals.isCurrent(kept?.secret ?? '')).toBe(true);
    expect(seals.unseal(kept?.secret ?? '', `factor ${kept?.id}`)).toBe(enrolled.app.secret);
  });

  test('[S38] the last one stays where one is compulsory; elsewhere its recovery codes go with it', async () => {
    const [factor] = await factorsOf(enrolled.accessToken);
    const input = { factorId: factor?.id };
    app.app.services.factors.compulsory = ['COMPANY'];
    const kept = await app.ask(REMOVE, { input }, enrolled.accessToken);
    expect(kept.errors?.[0]?.message).toContain('add another first');
    app.app.services.factors.compulsory = [];
    const removed = await Promise.all(
      Array.from({ length: 5 }, () => app.ask(REMOVE, { input }, enrolled.accessToken)),
    );
    expect(removed.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(await factorsOf(enrolled.accessToken)).toEqual([]);
    const codes = await world.sql('select from recovery_code where person_id = $1', [
      world.globex.admin.personId,
    ]);
    expect(codes).toEqual([]);
  });
});

describe('[S48] the password once more', () => {
  test('lets a first factor be set up in an older session; a wrong one is refused and counted', async () => {
    const { token, personId } = world.acme.admin;
    await world.sql(
      `update session set password_at = password_at - interval '11 minutes' where person_id = $1`,
      [personId],
    );
    const start = () => app.ask('mutation { startTotpEnrolment { secret } }', {}, token);
    expect(extensionsOf(await start())).toMatchObject({ need: 'PASSWORD' });
    expect((await app.ask(PROVE, { password: 'wrong' }, token)).errors?.[0]?.extensions.fields).toEqual([
      { path: 'password', message: 'This is not your current password.' },
    ]);
    expect((await app.ask(PROVE, { password: PASSWORD }, token)).errors).toBeUndefined();
    expect((await start()).errors).toBeUndefined();
    expect(extensionsOf(await app.ask(PROVE, { password: PASSWORD }))?.code).toBe('UNAUTHENTICATED');
  });
});
