import { randomBytes } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld } from '../../../kernel/testing/world.ts';
import { replayErasures } from './replay-erasures.ts';

const erasuresFile = path.join(
  tmpdir(),
  `steward-erasures-${randomBytes(8).toString('hex')}`,
  'erasures.jsonl',
);
const opened: TestApp[] = [];
const openApp = async () => {
  const app = await startTestApp({ config: { erasuresFile } });
  opened.push(app);
  return { app, world: await createWorld(app) };
};
afterAll(async () => {
  for (const app of opened) await app.close();
  await rm(path.dirname(erasuresFile), { recursive: true, force: true });
});

describe('[D3] [S90] what was erased stays so when an older backup is restored', () => {
  test('the list outside of the database is done again, as often as asked, and names no one', async () => {
    const { app, world } = await openApp();
    const { id: companyId, resellerId, user } = world.globex;
    const erasure = {
      at: app.clock.now().toISOString(),
      kind: 'PERSON',
      ...{ resellerId, companyId, subjectId: user.endUserId },
    };
    await Promise.all([1, 2, 3].map(() => app.app.services.erasures.note(erasure)));
    const text = await readFile(erasuresFile, 'utf8');
    expect(text.match(/\}/g)).toHaveLength(3);
    expect(text).not.toMatch(/globex|@/i);
    // What broke off while it was written was not committed.
    await appendFile(erasuresFile, '{"at":"2026-');

    // A database as it was before: of the same people.
    const restored = await openApp();
    const named = () =>
      restored.world.sql('select from end_user where id = $1 and first_name <> $2', [
        user.endUserId,
        'Erased',
      ]);
    expect(await named()).toHaveLength(1);
    const { scopes, services, log } = restored.app.app;
    expect(await replayErasures({ scopes, services, log })).toEqual({ listed: 1, erased: 1 });
    expect(await named()).toEqual([]);
    expect(
      await restored.world.sql('select from email_address where end_user_id = $1', [user.endUserId]),
    ).toEqual([]);
    expect(await replayErasures({ scopes, services, log })).toEqual({ listed: 1, erased: 1 });
    expect(await restored.world.sql(`select from audit_entry where action = 'replayErasure'`)).toHaveLength(
      2,
    );
  });

  test('a line that cannot be read is said, not passed over', async () => {
    const { app } = await openApp();
    await app.app.services.erasures.note({
      at: app.clock.now().toISOString(),
      kind: 'PERSON',
      ...{ resellerId: crypto.randomUUID(), companyId: null, subjectId: crypto.randomUUID() },
    });
    expect(await app.app.services.erasures.read()).toHaveLength(2);
    await appendFile(erasuresFile, '{"at":1}\n');
    const { scopes, services, log } = app.app;
    await expect(replayErasures({ scopes, services, log })).rejects.toThrow(/Line \d+ of .* cannot be read/);
  });

  test('what cannot be noted is not erased', async () => {
    const app = await startTestApp({ config: { erasuresFile: '/dev/null/erasures.jsonl' } });
    opened.push(app);
    const note = app.app.services.erasures.note({
      at: app.clock.now().toISOString(),
      kind: 'PERSON',
      ...{ resellerId: crypto.randomUUID(), companyId: null, subjectId: crypto.randomUUID() },
    });
    await expect(note).rejects.toThrow();
  });
});
