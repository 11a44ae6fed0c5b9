import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MailServer } from '../../src/features/desk/notifications/testing/mail-server.ts';
import { bill, startBilling } from '../../src/features/trade/billing/factory.ts';
import { invoiceFiles } from '../../src/features/trade/billing/keep-invoice-files.ts';
import { resumeBilling } from '../../src/features/trade/billing/resume-billing.ts';
import { verifyLedger } from '../../src/features/trade/ledger/verify-ledger.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { perform, type Verb } from '../../src/kernel/verb.ts';
import { cleanUp, dataFolder, type Steward, steward } from '../commands/steward.ts';

/** Companies that are billed, and how often the worker is killed meanwhile: more of both when asked for. */
const CUSTOMERS = Number(process.env.KILLED_CUSTOMERS ?? 60);
const KILLS = Number(process.env.KILLED_TIMES ?? 4);
/** A worker is killed at a moment of the time that follows its beginning to work. */
const WITHIN_MS = 2_500;
const RESELLERS = Math.ceil(CUSTOMERS / 50) + 1;
const SECRET = 'the secret of an installation whose workers are killed';
const now = new Date();
const PERIOD = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);

interface Billed {
  app: TestApp;
  world: World;
  email: string;
}
let killed: Billed;
let undisturbed: Billed;
const mails = new MailServer();
let smtpUrl = '';
let folder = '';

beforeAll(async () => {
  smtpUrl = await mails.start();
  folder = await dataFolder();
  killed = await start();
  undisturbed = await start();
}, 120_000);
afterAll(async () => {
  await cleanUp();
  await killed?.app.close();
  await undisturbed?.app.close();
  await mails.stop();
});

/** An installation whose operator has resellers, and those companies, each with three services since a day of its own. */
async function start(): Promise<Billed> {
  // The worker's clock is the real one.
  const app = await startTestApp({ at: new Date().toISOString(), config: { secret: SECRET } });
  const world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
  await world.sql(
    `insert into reseller (id, name, is_platform, address, invoice_prefix, vat_number, status, created_at)
       select uuidv7(), 'Killed reseller ' || n, false, r.address, 'K' || n, 'GB123456789', 'ACTIVE', '2026-01-01'
         from generate_series(1, $1::integer) n join reseller r on r.is_platform`,
    [RESELLERS],
  );
  await world.sql(
    `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, agreement_accepted_at, created_at)
       select uuidv7(), r.id, 'Killed company ' || n, 'K' || n, r.address, 'ACTIVE', a.version, '2026-01-02', '2026-01-02'
         from generate_series(1, $1::integer) n join reseller r on r.name = 'Killed reseller ' || (1 + n % $2)
         cross join (select version from agreement limit 1) a order by n`,
    [CUSTOMERS, RESELLERS],
  );
  await world.sql(
    `insert into company_place (id, reseller_id, company_id, since)
       select uuidv7(), reseller_id, id, created_at from company where name ^@ 'Killed' on conflict do nothing`,
  );
  await world.sql(
    `with customer as (
       select 'COMPANY' as level, reseller_id, id as company_id, lower(customer_code) || '@company.example' as email from company where name ^@ 'Killed'
       union all select 'RESELLER', id, null, lower(invoice_prefix) || '@reseller.example' from reseller where name ^@ 'Killed'),
     known as (
       insert into person (id, email, password_hash, created_at) select uuidv7(), email, 'none', '2026-01-01' from customer returning id, email)
     insert into membership (id, person_id, level, role_id, reseller_id, company_id, first_name, last_name, email, status, created_at)
       select uuidv7(), k.id, c.level, o.id, c.reseller_id, c.company_id, 'Ada', 'Admin', c.email, 'ACTIVE', '2026-01-01'
         from customer c join known k using (email) join role o on o.level = c.level and o.reseller_id is null and o.kind = 'OWNER'`,
  );
  await world.sql(
    `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
       select uuidv7(), 'KB' || n, 'Killed ' || n, 'A service.', 'EMAIL', 'PER_COMPANY', 'MANUAL', 101 * n, 333 * n, '2026-01-01'
         from generate_series(1, 3) n`,
  );
  await world.sql(
    `insert into subscription (id, reseller_id, company_id, product_id, reference, quantity, state, starts_on, started_at, retail_minor,
         wholesale_minor, currency, created_at)
       select uuidv7(), c.reseller_id, c.id, p.id, c.customer_code || '-' || p.code, 1 + n % 7, 'ACTIVE', d.day, d.day, p.list_retail_minor,
           p.list_wholesale_minor, 'GBP', d.day
         from (select *, substr(customer_code, 2)::integer as n from company where name ^@ 'Killed') c cross join product p
         cross join lateral (select $1::date + (c.n + p.list_retail_minor) % 28 as day) d
         where p.code ^@ 'KB' order by c.id, p.id`,
    [`${PERIOD}-01`],
  );
  return { app, world, email: world.platform.staff.email };
}

async function work(): Promise<Steward> {
  const worker = steward('work', {
    DATABASE_URL: killed.app.database.appUrl,
    STEWARD_SECRET: SECRET,
    STEWARD_DATA: folder,
    SMTP_URL: smtpUrl,
    SMTP_FROM: 'Steward <post@steward.example>',
  });
  await worker.says(/works off its queue/);
  return worker;
}

/** What is under way: runs, and jobs that the queue has not given up. */
const open = async (): Promise<{ runs: number; jobs: number }> => {
  const [left] = await killed.world.sql<{ runs: number; jobs: number }>(
    `select (select count(*)::integer from billing_run where state = 'RUNNING') as runs,
        (select count(*)::integer from graphile_worker.jobs
          where (attempts < max_attempts or locked_at is not null)
            and (task_identifier ^@ 'bill-' or task_identifier ^@ 'keep-invoice-files' or task_identifier ^@ 'send-')) as jobs`,
  );
  return left as { runs: number; jobs: number };
};

/** Kills a worker as nothing kills in order, at any moment; then the time goes by after which its jobs are another's. */
async function killOne(): Promise<boolean> {
  const worker = await work();
  await pause(randomInt(WITHIN_MS));
  worker.signal('SIGKILL');
  await worker.ended;
  await killed.world.sql(
    `select from graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))`,
  );
  return (await open()).runs > 0;
}

/** Does what comes round by itself. */
const as = (what: Verb<object, unknown>): Promise<unknown> => {
  const { scopes, log, services } = killed.app.app;
  const credentials = { kind: 'system', task: 'test', resellerId: null, does: [what.name] } as const;
  return perform({ scopes, log, services, requestId: 'test', credentials }, what, {});
};

/** What has been invoiced, with what each invoice is called, comes to and consists of, and how far each service is billed. */
const invoiced = ({ world }: Billed) =>
  world.sql(
    `select i.kind, i.number, i.buyer ->> 'name' as buyer, i.net_minor, i.vat_minor, i.total_minor, i.period_start::text, i.vat_breakdown,
        (select jsonb_agg(jsonb_build_array(l.position, l.description, l.quantity, l.unit_price_minor, l."from", l."to", l.net_minor) order by l.position)
          from invoice_line l where l.invoice_id = i.id) as lines,
        (select jsonb_agg(jsonb_build_array(p.reference, p.quantity, p."from", p."to", p.net_minor) order by p.position)
          from invoice_line_part p where p.invoice_id = i.id) as parts,
        (select jsonb_agg(jsonb_build_array(g.account, g.amount_minor) order by g.ledger_id = i.issuer_id, g.account, g.amount_minor)
          from ledger_posting g where g.invoice_id = i.id) as postings
       from invoice i order by i.kind, i.buyer ->> 'name', i.number`,
  );
const runs = ({ world }: Billed) =>
  world.sql(
    `select r.name, b.state, b.customer_count, b.customers_done, b.invoice_count, b.totals from billing_run b join reseller r on r.id = b.reseller_id order by r.name`,
  );

test('[B4] [S75] [S76] a worker that is killed with -9 again and again while it bills: each customer has one invoice, with no gap and no penny missing; files are made once, letters written once', {
  timeout: 3_600_000,
}, async () => {
  await bill(undisturbed, PERIOD);
  expect((await startBilling(killed, PERIOD)).errors).toBeUndefined();
  const billing: boolean[] = [];
  for (let n = 0; n < KILLS; n += 1) billing.push(await killOne());
  // What the queue has given up, since worker after worker was killed at it, is taken up again.
  await killed.world.sql(
    `update graphile_worker._private_jobs j set attempts = max_attempts from graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier ^@ 'bill-'`,
  );
  await as(resumeBilling);
  const last = await work();
  const over = () => expect.poll(open, { timeout: 3_000_000, interval: 500 }).toEqual({ runs: 0, jobs: 0 });
  await over();
  // The same of files, by night.
  await as(invoiceFiles.find);
  await over();
  last.signal('SIGTERM');
  await last.ended;

  expect(await runs(killed)).toEqual(await runs(undisturbed));
  const made = await invoiced(killed);
  expect(made.length).toBeGreaterThanOrEqual(CUSTOMERS + RESELLERS);
  expect(made).toEqual(await invoiced(undisturbed));
  expect(
    await killed.world.sql(
      `select issuer_id, count(*), min(s.next) as next from invoice i join invoice_series s on s.reseller_id = i.issuer_id
         cross join lateral (select substring(i.number from '\\d+$')::integer as n) of
         group by issuer_id having count(distinct coalesce(i.company_id, i.reseller_id)) <> count(*) or count(distinct n) <> count(*)
           or min(n) <> 1 or max(n) <> count(*) or min(s.next) <> count(*) + 1`,
    ),
  ).toEqual([]);
  expect((await verifyLedger(killed.app.app.scopes)).problems).toEqual([]);
  const [kept] = await killed.world.sql(
    `select (select count(*)::integer from invoice_file) as files, (select count(*)::integer from audit_entry where action = 'keepInvoiceFiles') as noted,
        (select count(*)::integer from audit_entry where action = 'issueInvoice') as issued`,
  );
  expect(kept).toEqual({ files: made.length, noted: made.length, issued: made.length });

  // A server that took a letter whose sender was killed before it heard so gets it once more, under the same id.
  const written = await killed.world.sql<{ id: string; state: string }>(
    `select '<' || id || '@steward>' as id, state from mail where cause = 'invoice'`,
  );
  expect(written.length).toBeGreaterThanOrEqual(CUSTOMERS + RESELLERS);
  expect(new Set(written.map(({ state }) => state))).toEqual(new Set(['SENT']));
  const taken = mails.taken.map(({ messageId }) => messageId ?? '');
  expect(new Set(taken)).toEqual(new Set(written.map(({ id }) => id)));
  const twice = taken.length - written.length;
  process.stdout.write(
    `Killed ${KILLS} times, ${billing.filter(Boolean).length} of them while runs were under way; ${made.length} invoices, ${written.length} letters, ${twice} of which were sent twice.\n`,
  );
  expect(twice).toBeLessThanOrEqual(KILLS * 12);
});
