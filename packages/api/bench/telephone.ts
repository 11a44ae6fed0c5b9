import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Installation } from './installation.ts';

const LINES = 2_000;
const PREFIXES = 20_000;
const ZONES = 400;
/** Numbers that are called: a few again and again, as people do. */
const CALLED = 300_000;
const DAY_MS = 24 * 3_600_000;

/** Numbers of the measured reseller's companies, and a tariff of 20,000 prefixes that all of those have. */
export async function fillTelephony({ sql, population: { resellerId } }: Installation): Promise<void> {
  await sql('begin');
  await sql('set local session_replication_role = replica');
  await sql(
    `insert into telephone_number (id, reseller_id, company_id, number, national, state, address_confirmed_at, created_at)
       select uuidv7(), c.reseller_id, c.id, '+44113' || lpad(n::text, 7, '0'), '0113' || lpad(n::text, 7, '0'), 'IN_USE', '2026-01-01', '2026-01-01'
         from generate_series(0, ${LINES - 1}) n
         join (select id, reseller_id, row_number() over (order by id) - 1 as place, count(*) over () as all from company where reseller_id = $1) c
           on c.place = n % c.all`,
    [resellerId],
  );
  await sql(
    `with tariff as (
       insert into tariff (id, reseller_id, kind, name, currency, everyone, created_at)
         values (uuidv7(), $1, 'RETAIL', 'Calls', 'GBP', true, '2026-01-01') returning id),
     version as (
       insert into tariff_version (id, reseller_id, tariff_id, number, state, valid_from, published_at, created_at)
         select uuidv7(), $1, id, 1, 'PUBLISHED', '2020-01-01', '2026-01-01', '2026-01-01' from tariff returning id),
     band as (
       insert into tariff_band (id, reseller_id, tariff_version_id, name, times)
         select uuidv7(), $1, v.id, b.name, b.times::jsonb from version v cross join (values
           ('Day', '[${[0, 1, 2, 3, 4].map((day) => `{"fromMinute":${day * 1440 + 480},"untilMinute":${day * 1440 + 1080}}`)}]'),
           ('Else', '[{"fromMinute":0,"untilMinute":480},${[0, 1, 2, 3].map((day) => `{"fromMinute":${day * 1440 + 1080},"untilMinute":${day * 1440 + 1920}}`)},{"fromMinute":6840,"untilMinute":10080}]')) b (name, times)
         returning id),
     zone as (
       insert into tariff_zone (id, reseller_id, tariff_version_id, name, weight)
         select uuidv7(), $1, v.id, 'Zone ' || n, 0 from version v cross join generate_series(0, ${ZONES - 1}) n returning id, tariff_version_id),
     rate as (
       insert into tariff_rate (id, reseller_id, tariff_zone_id, tariff_band_id, per_minute_micro, access_micro, connection_micro, minimum_seconds,
           first_increment, next_increment)
         select uuidv7(), $1, z.id, b.id, 10000 + abs(hashtext(z.id::text || b.id)) % 90000, 0, 5000, 1, 1, 1 from zone z cross join band b)
     insert into tariff_prefix (id, reseller_id, tariff_version_id, tariff_zone_id, prefix)
       select uuidv7(), $1, z.tariff_version_id, z.id, p.prefix
         from (select id, tariff_version_id, row_number() over () - 1 as place from zone) z
         join (select prefix, row_number() over (order by prefix) as n from (
             select n::text as prefix from generate_series(1, 9) n union select '44' || n from generate_series(1000, 7999) n
             union select n::text from generate_series(30000, 79999) n) every
           order by length(prefix) > 1, md5(prefix) limit ${PREFIXES}) p on p.n % ${ZONES} = z.place`,
    [resellerId],
  );
  await sql('commit');
  await sql('vacuum analyze');
}

/** Writes a file of four weeks' calls as Asterisk does: in the order in which they were made, each with an id of its own. */
export async function writeCalls(file: string, serial: number, calls: number): Promise<void> {
  const out = createWriteStream(file, { mode: 0o644 });
  const first = Date.now() - 30 * DAY_MS;
  let lines: string[] = [];
  for (let n = 0; n < calls; n += 1) {
    lines.push(lineOf(n, first + (n / calls) * 28 * DAY_MS, serial * calls + n));
    if (lines.length < 10_000 && n + 1 < calls) continue;
    if (!out.write(lines.join(''))) await once(out, 'drain');
    lines = [];
  }
  out.end();
  await once(out, 'finish');
}

/** Spreads whole numbers, the same each time. */
const scattered = (n: number, below: number): number =>
  (Math.imul(n ^ (n >>> 15), 2_654_435_761) >>> 0) % below;

function lineOf(n: number, ms: number, serial: number): string {
  const at = new Date(ms).toISOString();
  const start = `${at.slice(0, 10)} ${at.slice(11, 19)}`;
  const from = `0113${String(scattered(n + 7, LINES)).padStart(7, '0')}`;
  const called = n % 2 ? scattered(n + 3, 1_000) : scattered(n + 5, CALLED);
  const to = called % 3 ? `0${1_200_000_000 + called * 9_000}` : `00${46_000_000_000 + called * 110_000}`;
  const seconds = 1 + scattered(n + 11, 600);
  return `"","${from}","${to}","from-internal","""Name"" <${from}>","PJSIP/1-${n}","PJSIP/trunk-${n}","Dial","PJSIP/${to}@trunk,30","${start}","${start}","${start}",${seconds + 4},${seconds},"ANSWERED","DOCUMENTATION","${Math.floor(ms / 1000)}.${serial}",""\n`;
}
