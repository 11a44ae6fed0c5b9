import { afterAll, describe, expect, test } from 'vitest';
import { DEMO_SIGN_INS } from '../../src/demo/sign-ins.ts';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { ask, cleanUp, dataFolder, hasDatabaseServer, signIn, steward } from './steward.ts';

afterAll(cleanUp);

interface Figures {
  companies: { totalCount: number };
  endUsers: { totalCount: number };
  invoices: { totalCount: number };
  notices: { totalCount: number };
  open: { totalCount: number };
  paid: { totalCount: number };
  partPaid: { totalCount: number };
  oldest: { nodes: { issuedOn: string }[] };
  newest: { nodes: { issuedOn: string }[] };
  done: { totalCount: number };
  parked: { totalCount: number };
}
const FIGURES = `{
  companies { totalCount } endUsers { totalCount } notices { totalCount } invoices { totalCount }
  open: invoices(filter: { state: OPEN }) { totalCount }
  paid: invoices(filter: { state: PAID }) { totalCount }
  partPaid: invoices(filter: { state: PART_PAID }) { totalCount }
  oldest: invoices(first: 1, orderBy: { field: ISSUED_ON }) { nodes { issuedOn } }
  newest: invoices(first: 1, orderBy: { field: ISSUED_ON, direction: DESC }) { nodes { issuedOn } }
  done: provisioningJobs(filter: { state: DONE }) { totalCount }
  parked: provisioningJobs(filter: { state: PARKED }) { totalCount }
}`;
const LEVELS = [
  'PLATFORM',
  'RESELLER',
  'RESELLER',
  'COMPANY',
  'COMPANY',
  'COMPANY',
  'END_USER',
  'END_USER',
  'COMPANY',
];

describe('the demonstration', { timeout: 180_000 }, () => {
  test('is filled whole or not at all: interrupted, the next start fills it anew; it is what was promised', async () => {
    const folder = await dataFolder();
    const env = { STEWARD_DATA: folder, PORT: String(await freePort()) };
    const interrupted = steward('start', env);
    await interrupted.says(/Filling the database/);
    interrupted.signal('SIGINT');
    expect(await interrupted.ended).toMatchObject({ code: 0, stderr: '' });
    expect(hasDatabaseServer(folder)).toBe(false);
    const killed = steward('start', env);
    await killed.says(/Filling the database/);
    killed.signal('SIGKILL');
    await killed.ended;

    const process = steward('start', env);
    await process.says(/Filling the database/);
    const [, url = ''] = await process.says(/Steward is ready at (\S+)/);
    const { stdout } = await process
      .says(/Ctrl-C stops everything/)
      .then((match) => ({ stdout: match.input }));
    const tokens: string[] = [];
    for (const [i, { email }] of DEMO_SIGN_INS.entries()) {
      expect(stdout).toContain(email);
      const token = (await signIn(url, email)) ?? '';
      const { data } = await ask<{ viewer: { level: string; email: string } }>(
        url,
        '{ viewer { level email } }',
        {},
        token,
      );
      expect(data.viewer).toEqual({ level: LEVELS[i], email });
      tokens.push(token);
    }

    const { data: found, errors } = await ask<Figures>(url, FIGURES, {}, tokens[0]);
    expect(errors).toBeUndefined();
    const counts = Object.entries(found).flatMap(([name, value]) =>
      'totalCount' in value ? [[name, value.totalCount]] : [],
    );
    const { companies, endUsers, ...others } = Object.fromEntries(counts) as Record<string, number>;
    expect(companies).toBeGreaterThanOrEqual(38);
    expect(companies).toBeLessThanOrEqual(46);
    expect(endUsers).toBeGreaterThanOrEqual(2_800);
    expect(endUsers).toBeLessThanOrEqual(3_300);
    for (const [name, count] of Object.entries(others)) expect([name, count > 0]).toEqual([name, true]);
    const [oldest, newest] = [found.oldest, found.newest].map(({ nodes }) =>
      Date.parse(nodes[0]?.issuedOn ?? ''),
    );
    expect(((newest ?? 0) - (oldest ?? 0)) / 86_400_000).toBeGreaterThan(320);

    process.signal('SIGINT');
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
    const second = steward('start', env);
    const [said] = await second.says(/^.*Steward is ready at/s);
    expect(said).not.toContain('Filling');
    second.signal('SIGINT');
    expect(await second.ended).toMatchObject({ code: 0 });
  });
});
