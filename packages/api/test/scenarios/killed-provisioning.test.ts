import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@steward/shared';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealContext } from '../../src/features/service/connectors/index.ts';
import { recoverProvisioning } from '../../src/features/service/provisioning/recover-provisioning.ts';
import { startChange } from '../../src/features/service/provisioning/start-change.ts';
import { startProvisioning } from '../../src/features/service/provisioning/start-provisioning.ts';
import {
  type StandIn,
  startStandIn,
  useStandInKind,
} from '../../src/features/service/provisioning/testing/stand-in.ts';
import { packageFolder } from '../../src/kernel/package-folder.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { perform, type Verb } from '../../src/kernel/verb.ts';

/** Services that are set up and then changed, and how often the worker is killed meanwhile: more of both when asked for. */
const SERVICES = Number(process.env.KILLED_SERVICES ?? 80);
const KILLS = Number(process.env.KILLED_TIMES ?? 4);
const SECRET = 'the secret of an installation whose workers are killed';

let app: TestApp;
let world: World;
let standIn: StandIn;
let bundle: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  useStandInKind();
  standIn = await startStandIn();
  // The worker's clock is the real one.
  app = await startTestApp({ at: new Date().toISOString(), config: { secret: SECRET } });
  world = await createWorld(app);
  const outDir = path.join(packageFolder, 'node_modules/.cache/killed-provisioning');
  bundle = path.join(outDir, 'worker.js');
  await build({
    root: packageFolder,
    configFile: false,
    logLevel: 'silent',
    oxc: { decorator: { legacy: true } },
    ssr: { noExternal: ['@steward/shared'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: { worker: path.join(import.meta.dirname, 'provisioning-worker.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}, 120_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await app.close();
  await standIn.stop();
});

const as = <I, R>(what: Verb<I, R>, input: I, resellerId: string | null): Promise<R> => {
  const { scopes, log, services } = app.app;
  const credentials = { kind: 'system', task: 'test', resellerId, does: [what.name] } as const;
  return perform({ scopes, log, services, requestId: 'test', credentials }, what, input);
};

async function startWorker(): Promise<void> {
  child = spawn(process.execPath, [bundle, app.database.appUrl, SECRET, new URL(standIn.url).host], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout) await once(child.stdout, 'data');
}

/** Kills the worker as nothing kills in order; then the time goes by after which its jobs are another's. */
async function killWorker(): Promise<void> {
  if (child) {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
  await world.sql(
    `update provisioning_job set leased_at = leased_at - interval '10 minutes' where state = 'RUNNING'`,
  );
  await as(recoverProvisioning, {}, null);
}

const open = async (): Promise<number> =>
  (
    await world.sql<{ jobs: number }>(
      `select count(*)::int as jobs from provisioning_job where state not in ('DONE', 'CANCELLED')`,
    )
  )[0]?.jobs ?? 0;

/** Has workers do what waits: each is killed after a few changes, the last one goes on to the end. */
async function workOff(kills: number): Promise<void> {
  const share = Math.max(1, Math.floor(SERVICES / (kills + 1)));
  for (let killed = 0; killed < kills; killed += 1) {
    const before = standIn.order.length;
    await startWorker();
    while (standIn.order.length < before + share && (await open()) > 0) await pause(3);
    await killWorker();
  }
  await startWorker();
  await expect.poll(open, { timeout: 120_000, interval: 200 }).toBe(0);
  await killWorker();
}

test('[P1] [S80] a worker that is killed with -9 again and again: every service ends as ordered, and the other side is asked for nothing twice', {
  timeout: 1_800_000,
}, async () => {
  const [connectorId, productId] = [newId(), newId()];
  const secret = app.app.services.seals.seal('{"token":"secret"}', sealContext(connectorId));
  await world.sql(
    `insert into connector (id, kind, name, url, settings, secret, created_at) values ($1, 'SCIM', 'Stand-in', $2, $3, $4, now())`,
    [connectorId, standIn.url, { url: standIn.url }, secret],
  );
  await world.sql(
    `insert into product (id, code, name, description, category, unit, connector, connector_id, list_wholesale_minor, list_retail_minor, created_at)
     values ($1, 'KILLED', 'Killed', 'A service.', 'EMAIL', 'PER_COMPANY', 'SCIM', $2, 100, 200, now())`,
    [productId, connectorId],
  );
  const { id: companyId, resellerId } = world.globex;
  const made = await world.sql<{ id: string }>(
    `insert into subscription (id, reseller_id, company_id, product_id, reference, quantity, state, starts_on, retail_minor,
       wholesale_minor, currency, created_at)
     select uuidv7(), $1, $2, $3, 'K-' || n, 1, 'PENDING', current_date, 0, 0, 'GBP', now() from generate_series(1, $4::int) n
     returning id`,
    [resellerId, companyId, productId, SERVICES],
  );
  const ids = made.map(({ id }) => id);

  await as(startProvisioning, { subscriptionIds: ids }, resellerId);
  await workOff(Math.ceil(KILLS / 2));
  expect(standIn.duplicates).toEqual([]);
  expect(standIn.accounts.size).toBe(SERVICES);

  await world.sql('update subscription set quantity = 5 where product_id = $1', [productId]);
  await as(startChange, { subscriptionIds: ids }, resellerId);
  await workOff(Math.floor(KILLS / 2));

  expect(standIn.duplicates).toEqual([]);
  expect(new Set([...standIn.accounts.values()].map(({ quantity }) => quantity))).toEqual(new Set([5]));
  expect([...standIn.effects.keys()].sort()).toEqual([...ids].sort());
  expect(new Set(standIn.effects.values())).toEqual(new Set([2]));
  expect(
    await world.sql('select state, count(*)::int as n from subscription where product_id = $1 group by 1', [
      productId,
    ]),
  ).toEqual([{ state: 'ACTIVE', n: SERVICES }]);
  expect(
    await world.sql(
      `select count(*)::int as n from observation where desired = observed and observed ->> 'quantity' = '5'`,
    ),
  ).toEqual([{ n: SERVICES }]);
});
