import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { changesOn, fileOf, HEADING } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { sent, ready, read, applied } = changesOn(() => ({ app, world }));

describe('GET /bulk-changes/:id/report', () => {
  const report = async (id: string, token: string | undefined, narrowed = '') => {
    const response = await fetch(`${app.url}/bulk-changes/${id}/report${narrowed}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('[U2] [S62] is every row of the file, in columns that an import understands, over many pages', async () => {
    const lines = Array.from(
      { length: 1_201 },
      (_, i) => `Ada ${i},Report,report${i}@globex.example,07700 900123,\n`,
    );
    const id = await applied(
      `${HEADING}${lines.join('')}Ada,,report@globex.example,not known,'=HYPERLINK(1)\n`,
      {
        withoutErrors: true,
      },
    );
    const { status, headers, text } = await report(id, world.globex.admin.token);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    const rows = text.split('\r\n');
    expect(rows[0]).toBe(
      'Row,Does,Became,"What is wrong, or changes",First name,Last name,E-mail,Mobile,Phone,Job title,Department,Services,Services to end',
    );
    expect(rows).toHaveLength(1_204);
    expect(rows[1]).toBe("2,Add,Applied,,Ada 0,Report,report0@globex.example,'+447700900123,,,,,");
    expect(rows[1_202]).toMatch(
      /^1203,Error,Not applied,Mobile: .* Last name: .*,Ada,,report@globex.example,not known,,'=HYPERLINK\(1\),,,$/,
    );

    const wrong = await report(id, world.globex.admin.token, '?kind=WRONG');
    expect(wrong.text.split('\r\n')).toHaveLength(3);
    // What could not be applied is corrected in that file, and imported.
    const corrected = wrong.text.replace(',Ada,,', ',Ada,Corrected,').replace('not known', "'+447700900124");
    const again = await read((await sent(corrected)).id);
    expect(again).toMatchObject({
      addCount: 1,
      errorCount: 0,
      unknownColumns: ['Row', 'Does', 'Became', 'What is wrong, or changes'],
    });
    expect(again.rows.nodes[0]).toMatchObject({
      lastName: 'Corrected',
      mobile: '+447700900124',
      jobTitle: '=HYPERLINK(1)',
    });
  });

  test('[S10] [S59] not for an end user, nor signed out; a file of another tenant is as one that does not exist', async () => {
    const id = await ready(fileOf('Reported', 1));
    expect((await report(id, undefined)).status).toBe(401);
    expect((await report(id, world.globex.user.token)).status).toBe(403);
    for (const unknown of [id, newId()])
      expect((await report(unknown, world.initech.admin.token)).status).toBe(404);
    for (const odd of ['/', '?kind=all', '?by=name'])
      expect(
        (await report(odd === '/' ? 'users' : id, world.globex.admin.token, odd === '/' ? '' : odd)).status,
      ).toBe(400);
  });
});
