import { setTimeout } from 'node:timers/promises';
import { newId } from '@steward/shared';
import type { Benchmark, Result } from '../benchmark.ts';
import type { Installation } from '../installation.ts';
import { median } from '../rounds.ts';
import { type Server, steward } from '../servers.ts';
import { directory } from './directory.ts';

const ROWS = 10_000;
const ROUNDS = 3;
const DOMAIN = 'bulk.example';
const STATEMENT = '2026-11';

/**
 * W6: a file of new people, each with a service, from its bytes to the last one provisioned for: read, checked, compared, kept as
 * a change-set, confirmed, applied by the worker, audited one by one. Beside it, the same rows put into the same tables by
 * one INSERT … SELECT unnest each; the few jobs that queue provisioning are left out there.
 */
export const bulkChange: Benchmark = {
  code: 'W6',
  title:
    'Bulk change: 10,000 people with a service from a CSV file, and the same rows by INSERT … SELECT unnest',
  async run(installation) {
    await proveDomain(installation);
    const server = await steward(installation, directory);
    const worker = installation.work();
    try {
      await importFile(installation, server, 'warm', 500);
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await importFile(installation, server, `ours${round}`, ROWS));
        theirs.push(await insertRows(installation, `theirs${round}`));
      }
      const result: Result = {
        name: 'W6 bulk change / INSERT … SELECT unnest',
        ours: median(ours),
        reference: median(theirs),
        unit: 'rows/s',
        ratio: median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))),
        target: 0.3,
      };
      return [result];
    } finally {
      await worker.stop();
      await server.served.stop();
    }
  },
};

async function proveDomain({ sql, population: { resellerId, companyId } }: Installation): Promise<void> {
  await sql(
    `insert into domain (id, reseller_id, company_id, name, state, proved_at, created_at)
       values ($1, $2, $3, '${DOMAIN}', 'PROVED', '2026-01-01', '2026-01-01')`,
    [newId(), resellerId, companyId],
  );
}

const name = (i: number): string => `Ada ${i}`;

/** Imports so many people; gives rows per second. */
async function importFile(
  { sql }: Installation,
  { url, headers }: Server,
  prefix: string,
  rows: number,
): Promise<number> {
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `${name(i)},Lovelace,${prefix}${i}@${DOMAIN},07700 9${String(i).padStart(5, '0')},Clerk,Accounts,P1\n`,
  );
  const file = `First name,Last name,E-mail,Mobile,Job title,Department,Services\n${lines.join('')}`;
  const begun = performance.now();
  const response = await fetch(new URL('/bulk-changes?fileName=people.csv', url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: file,
  });
  const { id } = (await response.json()) as { id: string };
  const confirmed = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      query:
        'mutation ($input: ConfirmBulkChangeInput!) { confirmBulkChange(input: $input) { id errorCount } }',
      variables: { input: { id, statement: STATEMENT } },
    }),
  });
  const answer = (await confirmed.json()) as { errors?: { message: string }[] };
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  for (;;) {
    const [set] = await sql<{ state: string; done: number }>(
      'select state, done_count as done from change_set where id = $1',
      [id],
    );
    if (set?.state === 'DONE' && set.done === rows) break;
    if (set?.state !== 'RUNNING')
      throw new Error(`The bulk change is ${set?.state} after ${set?.done} rows.`);
    await setTimeout(20);
  }
  return (1_000 * rows) / (performance.now() - begun);
}

/** Puts the same rows into the same tables, ready-made; gives rows per second. */
async function insertRows(
  { sql, population: { resellerId, companyId } }: Installation,
  prefix: string,
): Promise<number> {
  const [product] = await sql<{ id: string }>(`select id from product where code = 'P1'`);
  const [domain] = await sql<{ id: string }>(`select id from domain where name = '${DOMAIN}'`);
  const [sealed] = await sql<{ mobile: string }>(
    'select mobile from end_user where mobile is not null limit 1',
  );
  const all = Array.from({ length: ROWS }, (_, i) => i);
  const ids = all.map(() => newId());
  const emails = all.map((i) => `${prefix}${i}@${DOMAIN}`);
  const tenant = [resellerId, companyId];
  const begun = performance.now();
  await sql('begin');
  await sql(
    `insert into end_user (id, reseller_id, company_id, first_name, last_name, email, mobile, job_title, department, status, created_at)
       select id, $1, $2, first, 'Lovelace', email, mobile, 'Clerk', 'Accounts', 'ACTIVE', now()
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) u (id, first, email, mobile)`,
    [...tenant, ids, all.map(name), emails, all.map(() => sealed?.mobile)],
  );
  await sql(
    `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
       select id, $1, $2, end_user, $3, address, true, now() from unnest($4::uuid[], $5::uuid[], $6::text[]) a (id, end_user, address)`,
    [...tenant, domain?.id, all.map(() => newId()), ids, emails],
  );
  const subscriptions = all.map(() => newId());
  await sql(
    `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on,
         started_at, created_at)
       select s.id, $1, $2, s.end_user, $3, s.reference, 1, 'PENDING', current_date, now(), now()
         from unnest($4::uuid[], $5::uuid[], $6::text[]) s (id, end_user, reference)`,
    [...tenant, product?.id, subscriptions, ids, all.map((i) => `S-${prefix}-${i}`)],
  );
  await sql(
    `insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, subject_type, subject_id, request_id)
       select a.id, $1, $2, a.subject, now(), 'applyBulkChange', 'EndUser', a.subject, 'bench'
         from unnest($3::uuid[], $4::uuid[]) a (id, subject)`,
    [...tenant, all.map(() => newId()), ids],
  );
  await sql('commit');
  return (1_000 * ROWS) / (performance.now() - begun);
}
