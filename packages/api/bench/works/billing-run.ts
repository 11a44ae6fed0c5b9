import { setTimeout } from 'node:timers/promises';
import { newId } from '@steward/shared';
import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { median } from '../rounds.ts';
import { fillTrade } from '../trade.ts';

const COMPANIES = Number(process.env.BILLED_COMPANIES ?? 10_000);
const ROUNDS = 3;
/** Invoices after which one more run is measured, as a multiple of those of a run. */
const RUNS_IN_ALL = 10;
/** Invoices of which files are made, to say how long that takes beside. */
const FILES = 100;

/**
 * W7: a month of 10,000 companies with 20 services each, by the worker in its batches: invoices, their lines, who is behind each, how far
 * each service is billed, the ledger, and the audit log. Beside it the same rows, ready-made, by one statement without any trigger.
 * Then once more when there are 100,000 invoices: how much slower that is per invoice, and what the worker holds. Files are
 * made by other jobs, which wait meanwhile.
 */
export const billingRun: Benchmark = {
  code: 'W7',
  title: 'Billing run: 10,000 companies with 20 services, and the same rows by one statement',
  async run(installation) {
    const months = Array.from({ length: ROUNDS + 1 }, (_, i) => monthsAgo(ROUNDS + 1 - i));
    const issuer = await fillTrade(installation, { companies: COMPANIES, since: `${months[0]}-01` });
    const worker = installation.work();
    try {
      await holdFiles(installation);
      const ours: number[] = [];
      const theirs: number[] = [];
      for (const month of months.slice(0, ROUNDS)) {
        ours.push(await bill(installation, issuer, month));
        theirs.push(await insertRows(installation, issuer, month, 1));
      }
      const small = await worker.memory();
      const last = months[ROUNDS] as string;
      for (let more = 2 * ROUNDS; more < RUNS_IN_ALL; more += 1)
        await insertRows(installation, issuer, months[0] as string, more);
      await installation.sql('analyze invoice, invoice_line, invoice_line_part, ledger_posting');
      const late = await bill(installation, issuer, last);
      const large = await worker.memory();
      const files = await makeFiles(installation);
      process.stdout.write(
        `${(small / 2 ** 20).toFixed()} MiB after ${ROUNDS * COMPANIES} invoices, ${(large / 2 ** 20).toFixed()} MiB after ${(ROUNDS + 1) * COMPANIES}; files: ${files.toFixed(1)} invoices/s\n`,
      );
      const result = (of: Omit<Result, 'unit' | 'ratio'>, unit: string, ratio = of.ours / of.reference) => ({
        ...of,
        unit,
        ratio,
      });
      return [
        result(
          {
            name: 'W7 billing run / one statement',
            ours: median(ours),
            reference: median(theirs),
            target: 0.3,
          },
          'invoices/s',
          median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))),
        ),
        result(
          {
            name: `W7 beside ${(RUNS_IN_ALL * COMPANIES).toLocaleString('en-GB')} invoices / beside none`,
            ours: late,
            reference: ours[0] as number,
            target: 0.9,
          },
          'invoices/s',
        ),
        result(
          {
            name: 'W7 memory of the worker, before / after',
            ours: large / 2 ** 20,
            reference: small / 2 ** 20,
            target: 0.9,
          },
          'MiB',
          small / large,
        ),
      ];
    } finally {
      await worker.stop();
    }
  },
};

/** The month so many months before this one, as 2026-11. */
function monthsAgo(count: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7);
}

/** Has the month billed, as staff or the reseller would; gives invoices per second. */
async function bill({ sql }: Installation, issuer: string, month: string): Promise<number> {
  const id = newId();
  const begun = performance.now();
  await sql('begin');
  await sql(
    `insert into billing_run (id, reseller_id, period, state, created_at, due_by) values ($1, $2, $3, 'RUNNING', now(), 'infinity')`,
    [id, issuer, month],
  );
  await sql(
    `select set_config('steward.reseller_id', $2, true), enqueue('bill-customers', $3, null, 'bill-customers ' || $1)`,
    [id, issuer, JSON.stringify({ resellerId: issuer, billingRunId: id })],
  );
  await sql('commit');
  for (;;) {
    const [run] = await sql<{ state: string; made: number }>(
      'select state, invoice_count as made from billing_run where id = $1',
      [id],
    );
    if (run?.state === 'DONE' && run.made === COMPANIES) break;
    if (run?.state !== 'RUNNING') throw new Error(`The run is ${run?.state} after ${run?.made} invoices.`);
    await setTimeout(20);
  }
  return (1_000 * COMPANIES) / (performance.now() - begun);
}

/** SQL: an id beside another one, so many times over, in the same order. */
const beside = (id: string, times: number): string =>
  `overlay(${id}::text placing '${(7 + times) % 16 < 10 ? (7 + times) % 16 : 'abcdef'[((7 + times) % 16) - 10]}' from 15 for 1)::uuid`;

/** How the rows of a run are made another's: ids, numbers, and days of so many decades earlier. */
function remade(table: string, times: number): Record<string, string> {
  const earlier = (column: string) => `(${column} - interval '${10 * times} years')::date`;
  const id = { id: beside('id', times) };
  const ofInvoice = { ...id, invoice_id: beside('invoice_id', times) };
  const days = { '"from"': earlier('"from"'), '"to"': earlier('"to"') };
  return {
    invoice: {
      ...id,
      number: `number || '-${times}'`,
      period_start: earlier('period_start'),
      period_end: earlier('period_end'),
    },
    invoice_line: { ...ofInvoice, ...days },
    invoice_line_part: { ...ofInvoice, ...days, invoice_line_id: beside('invoice_line_id', times) },
    ledger_posting: { ...ofInvoice, entry_id: beside('entry_id', times) },
  }[table] as Record<string, string>;
}

/** Puts the same rows into the same tables, ready-made, and none of what follows from them; gives invoices per second. */
async function insertRows(
  { sql }: Installation,
  issuer: string,
  month: string,
  times: number,
): Promise<number> {
  const made: string[] = [];
  for (const table of ['invoice', 'invoice_line', 'invoice_line_part', 'ledger_posting']) {
    const columns = await sql<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
         where table_schema = 'steward' and table_name = '${table}' and is_generated = 'NEVER' order by ordinal_position`,
    );
    const names = columns.map(({ name }) => name);
    const changed = remade(table, times);
    const whose =
      table === 'invoice'
        ? `issuer_id = $1 and period_start = $2`
        : `invoice_id in (select id from invoice where issuer_id = $1 and period_start = $2)`;
    await sql(
      `create table ready_${table} as select ${names.map((name) => `${changed[name] ?? name} as ${name}`)} from ${table}
         where ${whose} order by ${table}.id`
        .replace('$1', `'${issuer}'`)
        .replace('$2', `'${month}-01'`),
    );
    made.push(`insert into ${table} (${names}) select ${names} from ready_${table}`);
  }
  await sql(`create table ready_billed as select * from billed_subscription where reseller_id = '${issuer}'`);
  await sql('analyze');
  await sql('alter table invoice disable trigger post_invoices');
  const begun = performance.now();
  await sql(
    `with ${made.map((insert, place) => `made${place} as (${insert})`)}
     insert into billed_subscription select * from ready_billed
       on conflict (subscription_id, kind) do update set billed_to = excluded.billed_to`,
  );
  const rate = (1_000 * COMPANIES) / (performance.now() - begun);
  await sql('alter table invoice enable trigger post_invoices');
  await sql(
    'drop table ready_invoice, ready_invoice_line, ready_invoice_line_part, ready_ledger_posting, ready_billed',
  );
  return rate;
}

/** Has the jobs that make files wait, once the worker is at work: it serves no database that has a trigger of somebody else's. */
async function holdFiles({ sql }: Installation): Promise<void> {
  const atWork = () =>
    sql(`select from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and l.granted and d.datname = current_database()`);
  while (!(await atWork()).length) await setTimeout(50);
  await sql(`create function hold_files() returns trigger language plpgsql as $$ begin
    if exists (select from graphile_worker._private_tasks t where t.id = new.task_id and t.identifier = 'keep-invoice-files') then
      new.run_at := 'infinity'; end if; return new; end $$`);
  await sql(
    'create trigger hold_files before insert on graphile_worker._private_jobs for each row execute function hold_files()',
  );
}

/** Lets some of the jobs go on that make files; gives invoices per second. */
async function makeFiles({ sql }: Installation): Promise<number> {
  const begun = performance.now();
  await sql(
    `update graphile_worker._private_jobs j set run_at = now()
       where j.id in (select id from graphile_worker._private_jobs where run_at = 'infinity' order by id limit ${FILES / 100})`,
  );
  for (;;) {
    const [kept] = await sql<{ files: number }>('select count(*)::integer as files from invoice_file');
    if ((kept?.files ?? 0) >= Math.min(FILES, COMPANIES)) break;
    await setTimeout(50);
  }
  return (1_000 * FILES) / (performance.now() - begun);
}
