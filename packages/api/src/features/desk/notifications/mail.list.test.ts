import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { queueMail, queueMails } from './index.ts';

let app: TestApp;
let world: World;

const MAILS = `query ($filter: MailFilter) {
  mails(filter: $filter) { totalCount nodes { id to subject body state cause sentAt error } }
}`;
const MAIL = 'query ($id: ID!) { mail(id: $id) { id to } }';

interface Mails {
  mails: { totalCount: number; nodes: { id: string; to: string; body: string | null; state: string }[] };
}

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const { id: resellerId } = world.northwind;
  const { id: elsewhere } = world.contoso;
  const tenancy = { resellerId, companyId: world.globex.id, endUserId: null };
  await app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
    queueMail(scope, {
      ...tenancy,
      to: 'Ann@globex.example',
      subject: 'One',
      body: 'Hello Ann.',
      cause: 'test',
    }),
  );
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: elsewhere },
    { requestId: 'test' },
    (scope) =>
      queueMails(
        scope,
        'test',
        ['cy@initech.example', 'di@initech.example'].map((to) => ({
          resellerId: elsewhere,
          companyId: world.initech.id,
          endUserId: null,
          to,
          subject: 'Many\r\nof them',
          body: 'Hello all.',
        })),
      ),
  );
});
afterAll(() => app.close());

describe('mails', () => {
  test('[N3] without a mail server everything lands in the outbox, to be read by staff', async () => {
    const waiting = await app.ask<Mails>(MAILS, {}, world.platform.staff.token);
    expect(waiting.data.mails.nodes.map(({ to, state, body }) => [to, state, body])).toEqual(
      expect.arrayContaining([['Ann@globex.example', 'QUEUED', null]]),
    );
    await app.app.work();
    await expect
      .poll(async () => (await app.ask<Mails>(MAILS, {}, world.platform.staff.token)).data.mails.nodes)
      .toEqual([
        expect.objectContaining({
          to: 'di@initech.example',
          state: 'OUTBOX',
          subject: 'Many of them',
          body: 'Hello all.',
        }),
        expect.objectContaining({ to: 'cy@initech.example', state: 'OUTBOX' }),
        expect.objectContaining({
          to: 'Ann@globex.example',
          state: 'OUTBOX',
          body: 'Hello Ann.',
          sentAt: null,
        }),
      ]);
  });

  test('are filtered by state and by the beginning of the recipient, whatever its case', async () => {
    const to = async (filter: object) =>
      (await app.ask<Mails>(MAILS, { filter }, world.platform.staff.token)).data.mails.nodes.map(
        (mail) => mail.to,
      );
    expect(await to({ search: 'ann@' })).toEqual(['Ann@globex.example']);
    expect(await to({ search: 'globex' })).toEqual([]);
    expect(await to({ search: 'C', state: 'OUTBOX' })).toEqual(['cy@initech.example']);
    expect(await to({ state: 'FAILED' })).toEqual([]);
  });

  test('are for staff only', async () => {
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect((await app.ask(MAILS, {}, token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const { data } = await app.ask<Mails>(MAILS, {}, world.platform.staff.token);
      const one = await app.ask(MAIL, { id: data.mails.nodes[0]?.id }, token);
      expect(one.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await app.ask(MAILS)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('one that does not exist is not found', async () => {
    const { errors } = await app.ask(MAIL, { id: world.globex.id }, world.platform.staff.token);
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
