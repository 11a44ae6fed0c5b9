import { openAsBlob } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ratedCalls } from '../../src/features/trade/tariffs/rated-calls.ts';
import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { median } from '../rounds.ts';
import { type Server, steward } from '../servers.ts';
import { fillTelephony, writeCalls } from '../telephone.ts';
import { directory } from './directory.ts';

const CALLS = Number(process.env.RATED_CALLS ?? 1_000_000);
const ROUNDS = 3;
const GOAL = 0.25;

/**
 * W8: a file of calls as an exchange writes it. Rated: what `ratedCalls` says of all its calls by a tariff of 20,000 prefixes. Booked: from
 * the file's first byte to the last call that is read, recognised, rated, charged and kept; and the same file once more, of
 * which each call is known. Beside each, COPY of the same file into a table that is not logged and has no index.
 */
export const rating: Benchmark = {
  code: 'W8',
  title: 'Rating: 1,000,000 calls from a file by 20,000 prefixes, and COPY of the same file',
  async run(installation) {
    await fillTelephony(installation);
    // A schema of its own: whoever starts meanwhile finds no table in the product's that it does not know.
    await installation.sql('create schema beside');
    const server = await steward(installation, directory, { level: 'RESELLER' });
    const worker = installation.work();
    const folder = await mkdtemp(path.join(tmpdir(), 'steward-calls-'));
    // PostgreSQL runs as a user of its own, who reads the file.
    await chmod(folder, 0o711);
    try {
      const sourceId = await addSource(server);
      const rates: Record<'rated' | 'booked' | 'known' | 'copied', number[]> = {
        rated: [],
        booked: [],
        known: [],
        copied: [],
      };
      for (let round = 0; round < ROUNDS; round += 1) {
        const file = path.join(folder, `${round}.csv`);
        await writeCalls(file, round, CALLS);
        rates.copied.push(await copyFile(installation, file));
        rates.booked.push(await bookFile(installation, server, sourceId, file, { taken: CALLS }));
        rates.rated.push(await rateAll(installation));
        rates.known.push(await bookFile(installation, server, sourceId, file, { taken: 0 }));
        await rm(file);
      }
      const row = (of: 'rated' | 'booked' | 'known', name: string): Result => ({
        name: `W8 ${name} / COPY`,
        ours: median(rates[of]),
        reference: median(rates.copied),
        unit: 'calls/s',
        ratio: median(rates[of].map((rate, round) => rate / (rates.copied[round] ?? Number.NaN))),
        target: GOAL,
      });
      return [
        row('rated', 'rated'),
        row('booked', 'file to booked calls'),
        row('known', 'the same file again'),
      ];
    } finally {
      await worker.stop();
      await server.served.stop();
      await rm(folder, { recursive: true });
    }
  },
};

const perSecond = (begun: number): number => (1_000 * CALLS) / (performance.now() - begun);

async function addSource({ url, headers }: Server): Promise<string> {
  const query =
    'mutation { addCallSource(input: { name: "Exchange", format: ASTERISK, timeZone: "Europe/London" }) { id } }';
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as {
    data: { addCallSource: { id: string } };
    errors?: { message: string }[];
  };
  if (errors) throw new Error(errors[0]?.message);
  return data.addCallSource.id;
}

/** Sends the file and waits until it is booked; gives calls per second. */
async function bookFile(
  { sql }: Installation,
  { url, headers }: Server,
  sourceId: string,
  file: string,
  { taken }: { taken: number },
): Promise<number> {
  const begun = performance.now();
  const response = await fetch(new URL(`/call-records?sourceId=${sourceId}&fileName=calls.csv`, url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: await openAsBlob(file),
  });
  const { id } = (await response.json()) as { id: string };
  for (;;) {
    const [given] = await sql<{ state: string; taken: number; lines: number }>(
      'select state, taken, lines from call_import where id = $1',
      [id],
    );
    if (given?.state === 'DONE' && given.taken === taken && given.lines === CALLS) break;
    if (given?.state !== 'BOOKING') throw new Error(`The file is ${JSON.stringify(given)}.`);
    await setTimeout(20);
  }
  return perSecond(begun);
}

/** Rates the calls of the last file, whose numbers and times stand in a table of their own. */
async function rateAll({ sql }: Installation): Promise<number> {
  await sql(`create table beside.to_rate as
    select c.id, c.company_id as customer_id, t.id as tariff_id, c.party as number, c.started_at, c.seconds from call_record c cross join tariff t
      where c.call_import_id = (select id from call_import where taken > 0 order by id desc limit 1)`);
  await sql('analyze beside.to_rate');
  const begun = performance.now();
  const [rated] = await sql<{ calls: number }>(
    `select count(price_micro)::integer as calls from (${ratedCalls({ calls: 'beside.to_rate' })}) r`,
  );
  const rate = perSecond(begun);
  await sql('drop table beside.to_rate');
  if (rated?.calls !== CALLS) throw new Error(`${rated?.calls} calls were rated.`);
  return rate;
}

/** Has PostgreSQL read the same file, cell by cell, into a table; gives lines per second. */
async function copyFile({ sql }: Installation, file: string): Promise<number> {
  const cells = Array.from({ length: 18 }, (_, cell) => `c${cell} text`);
  await sql(`create unlogged table beside.copied (${cells})`);
  const begun = performance.now();
  await sql(`copy beside.copied from '${file}' (format csv)`);
  const rate = perSecond(begun);
  await sql('drop table beside.copied');
  return rate;
}
