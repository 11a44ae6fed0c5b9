import { createHash } from 'node:crypto';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAudit } from '../../../kernel/audit.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import type { ExportedEntry } from './audit-page.ts';
import { chainAudit } from './chain-audit.ts';
import { compareKept } from './compare-kept.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  app.clock.forward(60_000);
  await note('openGate', { reference: '=HYPERLINK("http://evil.example")' });
  await chain();
});
afterAll(() => app.close());

const note = (action: string, more: object = {}, times = 1) =>
  app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: world.northwind.id },
    { requestId: 'test' },
    (scope) =>
      writeAudit(
        scope,
        action,
        ...Array.from({ length: times }, () => ({
          type: 'Company',
          id: newId(),
          resellerId: world.northwind.id,
          companyId: world.globex.id,
          ...more,
        })),
      ),
  );

const chain = (resellerId = world.northwind.id): Promise<boolean> =>
  perform(
    {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: { kind: 'system', task: 'test', resellerId, does: ['chainAudit'] },
    },
    chainAudit,
    { resellerId },
  );

const fetchExport = (query: string, token?: string): Promise<Response> =>
  fetch(`${app.url}/audit/export?${query}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
const linesOf = async (query: string, token: string): Promise<(ExportedEntry & { position: number })[]> =>
  (await (await fetchExport(`format=jsonl&${query}`, token)).text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('[D9] an export of the audit log', () => {
  test('has what the filter lets through, with what each hash is of', async () => {
    const { token } = world.northwind.admin;
    const response = await fetchExport('format=jsonl&action=openGate', token);
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-log.jsonl"');
    const [entry, more] = await linesOf('action=openGate', token);
    expect(more).toBeUndefined();
    expect(entry).toMatchObject({
      action: 'openGate',
      subjectLabel: 'Company',
      company: 'Globex Ltd',
      actorName: 'Steward',
    });
    const { previousHash, said, hash } = entry as ExportedEntry;
    expect(
      createHash('sha256')
        .update(Buffer.from(previousHash ?? '', 'hex'))
        .update(said)
        .digest('hex'),
    ).toBe(hash);
  });

  test('[S62] is CSV, too, in which no cell is a formula', async () => {
    const csv = await (await fetchExport('format=csv&action=openGate', world.globex.admin.token)).text();
    const [head, line, ...rest] = csv.split('\r\n');
    expect(head).toMatch(/^\uFEFF?When,Who,Level,Action,Refused,Kind of object,Object,/);
    expect(line).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(rest).toEqual(['']);
  });

  test('goes page by page, each entry once, oldest first', async () => {
    await note('many', {}, 1_200);
    const found = await linesOf('action=many', world.northwind.admin.token);
    expect(new Set(found.map(({ id }) => id)).size).toBe(1_200);
    expect(found).toHaveLength(1_200);
    expect(found.map(({ id }) => id)).toEqual(found.map(({ id }) => id).toSorted());
  });

  test('[S82] is itself audited, with how it was narrowed', async () => {
    await linesOf('action=openGate&from=2026-10-01', world.globex.admin.token);
    const [entry] = (await linesOf('action=exportAudit', world.globex.admin.token)).slice(-2);
    expect(entry).toMatchObject({
      actorName: 'Ada globex.example',
      subjectLabel: 'Export of the audit log',
      reference: 'JSON lines',
      changed: ['action', 'from'],
    });
  });

  test('[S17] [S22] has one’s own tenants only, for those who may read the log', async () => {
    expect(await linesOf('action=openGate', world.initech.admin.token)).toEqual([]);
    expect(await linesOf(`action=openGate&companyId=${world.globex.id}`, world.contoso.admin.token)).toEqual(
      [],
    );
    expect((await fetchExport('format=csv', world.globex.user.token)).status).toBe(403);
    expect((await fetchExport('format=csv')).status).toBe(401);
  });

  test('refuses what is no filter, in words', async () => {
    const refused = async (query: string) => {
      const response = await fetchExport(query, world.northwind.admin.token);
      const { errors } = (await response.json()) as { errors: { message: string }[] };
      return [response.status, errors[0]?.message];
    };
    expect(await refused('format=xml')).toEqual([400, 'format: Must be csv or jsonl.']);
    expect((await refused('format=csv&from=yesterday'))[1]).toContain('from: Must be a date such as');
    expect((await refused('format=csv&where=1'))[0]).toBe(400);
    expect(await linesOf('subjectId=nonsense', world.northwind.admin.token)).toEqual([]);
  });

  test('[S81] tells later that the last entries were taken away and the end noted anew', async () => {
    while (await chain());
    const kept = (await linesOf('action=openGate', world.northwind.admin.token)).map((line) =>
      JSON.stringify(line),
    );
    const newest = (await linesOf('', world.platform.staff.token)).map((line) => JSON.stringify(line));
    expect(await compareKept(app.app.scopes, kept)).toEqual({ compared: 1, problems: [] });
    expect((await compareKept(app.app.scopes, newest)).problems).toEqual([]);
    const changed = kept.map((line) => line.replace('openGate\\"', 'shutGate\\"'));
    expect((await compareKept(app.app.scopes, changed)).problems).toEqual([
      expect.stringMatching(/^Northwind.*: the entry at place \d+ was changed in what was kept/),
    ]);
    await world.sql('set session_replication_role = replica');
    await world.sql('delete from audit_entry where reseller_id = $1 and position > 2', [world.northwind.id]);
    await world.sql(
      `update audit_chain c set position = 2, hash = (select hash from audit_entry e where e.reseller_id = c.reseller_id and e.position = 2)
        where reseller_id = $1`,
      [world.northwind.id],
    );
    await world.sql('set session_replication_role = origin');
    const { problems } = await compareKept(app.app.scopes, newest);
    expect(problems[0]).toMatch(
      /^Northwind.*: the entry at place 3 is missing; it was there when it was kept\.$/,
    );
  });
});
