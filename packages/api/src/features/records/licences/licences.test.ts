import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addEndUsers } from '../../people/directory/factory.ts';
import { findExpiringLicences } from './remind-of-licences.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

interface Shown {
  id: string;
  seats: number;
  seatsUsed: number;
  state: string;
  hasKey: boolean;
}
const verb = (token: string, name: string, input: object) =>
  app.ask<Record<string, Shown>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id seats seatsUsed state hasKey } }`,
    { input },
    token,
  );
const bulk = (token: string, name: string, input: object) =>
  app.ask<Record<string, { done: number; refused: { reason: string }[] }>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { done refused { reason } } }`,
    { input },
    token,
  );
const reveal = (token: string, id: string) =>
  app.ask<{ revealLicenceKey: string }>(
    'mutation ($id: ID!) { revealLicenceKey(input: { id: $id }) }',
    { id },
    token,
  );
const add = async (input: object = {}): Promise<Shown> => {
  const { data, errors } = await verb(world.globex.admin.token, 'addLicence', {
    vendor: 'Adobe',
    product: 'Acrobat',
    seats: 2,
    ...input,
  });
  expect(errors).toBeUndefined();
  return data.addLicence as Shown;
};
const code = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;

describe('a licence', () => {
  test('[R2] has as many seats as it has, and who had one is kept', async () => {
    const { globex, initech } = world;
    const { token } = globex.admin;
    const [ada, grace] = await addEndUsers(world, globex, [
      { firstName: 'Ada', lastName: 'Lovelace' },
      { firstName: 'Grace', lastName: 'Hopper' },
    ]);
    const { id } = await add();
    const give = (endUserIds: (string | undefined)[], by = token) =>
      bulk(by, 'assignLicenceSeats', { licenceId: id, endUserIds });
    expect((await give([ada])).data.assignLicenceSeats).toEqual({ done: 1, refused: [] });
    expect((await give([ada])).data.assignLicenceSeats).toEqual({
      done: 0,
      refused: [{ reason: 'Has it already.' }],
    });
    const tooMany = await give([grace, globex.user.endUserId]);
    expect(code(tooMany.errors)).toBe('CONFLICT');
    expect(tooMany.errors?.[0]?.message).toMatch(/1 seat left of 2/);
    expect((await give([initech.user.endUserId])).errors?.[0]?.extensions.fields).toEqual([
      { path: 'endUserIds', message: 'Must be people of the company.' },
    ]);
    expect(code((await give([grace], initech.admin.token)).errors)).toBe('NOT_FOUND');
    expect(code((await give([grace], globex.user.token)).errors)).toBe('FORBIDDEN');
    expect((await give([grace])).errors).toBeUndefined();
    // The database holds that alone.
    await expect(
      world.sql(
        `insert into licence_seat (id, reseller_id, company_id, licence_id, end_user_id, held_from)
          values (uuidv7(), $1, $2, $3, $4, now())`,
        [globex.resellerId, globex.id, id, globex.user.endUserId],
      ),
    ).rejects.toThrow(/not as many seats/);
    expect((await verb(token, 'updateLicence', { id, seats: 1 })).errors?.[0]?.extensions.fields).toEqual([
      { path: 'seats', message: 'Must be at least 2: so many people have it.' },
    ]);
    await expect(world.sql('update licence set seats = 1 where id = $1', [id])).rejects.toThrow(
      /More people have it/,
    );
    const seats = async () =>
      (
        await app.ask<{ licenceSeats: { nodes: { id: string; heldUntil: string | null }[] } }>(
          'query ($id: ID!) { licenceSeats(filter: { licenceId: $id }) { nodes { id heldUntil } } }',
          { id },
          world.northwind.admin.token,
        )
      ).data.licenceSeats.nodes;
    const [seat] = await seats();
    const back = (by = token) => bulk(by, 'releaseLicenceSeats', { ids: [seat?.id] });
    expect(code((await back(initech.admin.token)).errors)).toBe('NOT_FOUND');
    expect((await back()).data.releaseLicenceSeats).toEqual({ done: 1, refused: [] });
    expect((await back()).data.releaseLicenceSeats).toMatchObject({ done: 0 });
    expect((await seats()).map(({ heldUntil }) => heldUntil !== null).sort()).toEqual([false, true]);
    expect(
      code(
        (await app.ask('mutation ($id: ID!) { removeLicence(input: { id: $id }) }', { id }, token)).errors,
      ),
    ).toBe('CONFLICT');
  });

  test('[S55] [R2] its key is sealed, shown to who may see it, and each time is noted', async () => {
    const { globex, initech, northwind } = world;
    const { token } = globex.admin;
    const licence = await add({ key: 'ABCD-1234' });
    expect(licence.hasKey).toBe(true);
    const [kept] = await world.sql<{ value: string }>('select value from licence_key where licence_id = $1', [
      licence.id,
    ]);
    expect(kept?.value).not.toContain('ABCD');
    expect((await reveal(token, licence.id)).data.revealLicenceKey).toBe('ABCD-1234');
    expect((await reveal(northwind.admin.token, licence.id)).data.revealLicenceKey).toBe('ABCD-1234');
    expect(code((await reveal(initech.admin.token, licence.id)).errors)).toBe('NOT_FOUND');
    expect(code((await reveal(globex.user.token, licence.id)).errors)).toBe('FORBIDDEN');
    const noted = await world.sql(
      `select from audit_entry where action = 'revealLicenceKey' and subject_id = $1`,
      [licence.id],
    );
    expect(noted).toHaveLength(2);
    await verb(token, 'setLicenceKey', { id: licence.id, key: 'EFGH' });
    expect((await reveal(token, licence.id)).data.revealLicenceKey).toBe('EFGH');
    expect(
      (await verb(token, 'setLicenceKey', { id: licence.id, key: null })).data.setLicenceKey?.hasKey,
    ).toBe(false);
    expect(code((await reveal(token, licence.id)).errors)).toBe('CONFLICT');
  });

  test('is checked, edited, and taken out if nobody has had it', async () => {
    const { globex, contoso } = world;
    const attempt = await verb(contoso.admin.token, 'addLicence', {
      companyId: globex.id,
      vendor: 'A',
      product: 'B',
      seats: 1,
    });
    expect(code(attempt.errors)).toBe('NOT_FOUND');
    expect(
      (await verb(globex.admin.token, 'addLicence', { vendor: 'A', product: 'B', seats: 0 })).errors?.[0]
        ?.extensions.fields?.[0]?.path,
    ).toBe('seats');
    const licence = await add({ product: 'Premiere' });
    const edit = (seats: number, known: number) =>
      verb(globex.admin.token, 'updateLicence', { id: licence.id, seats, known: { seats: known } });
    expect((await edit(5, 2)).data.updateLicence).toMatchObject({ seats: 5 });
    expect(code((await edit(6, 2)).errors)).toBe('CONFLICT');
    const remove = () =>
      app.ask(
        'mutation ($id: ID!) { removeLicence(input: { id: $id }) }',
        { id: licence.id },
        globex.admin.token,
      );
    expect((await remove()).errors).toBeUndefined();
    expect(code((await remove()).errors)).toBe('NOT_FOUND');
  });

  test('[R2] is told of once before it ends', async () => {
    const { id } = await add({ product: 'Illustrator', expiresOn: '2026-10-20' });
    const state = async () =>
      (
        await app.ask<{ licence: { state: string } }>(
          'query ($id: ID!) { licence(id: $id) { state } }',
          { id },
          world.globex.admin.token,
        )
      ).data.licence.state;
    expect(await state()).toBe('EXPIRING');
    const { scopes, services, log } = app.app;
    const look = () =>
      perform(
        {
          scopes,
          services,
          log,
          requestId: 'test',
          credentials: {
            kind: 'system',
            task: 'expiring-licences',
            resellerId: null,
            does: [findExpiringLicences.name],
          },
        },
        findExpiringLicences,
        {},
      );
    const letters = () =>
      world.letters<{ subject: string }>(
        `select subject from mail where cause = 'licence-expiry' and "to" = 'admin@globex.example'`,
      );
    await look();
    await expect.poll(letters).toEqual([{ subject: 'Adobe Illustrator is about to expire' }]);
    expect(await look()).toBe(0);
    const { data } = await app.ask<{ home: { licencesExpiring: number } }>(
      '{ home { licencesExpiring } }',
      {},
      world.northwind.admin.token,
    );
    expect(data.home.licencesExpiring).toBe(1);
  });
});
