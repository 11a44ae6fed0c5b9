import { addWorkingDays, id, lastDay, localDate, newId, previousMonth } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { administratorsOf, readIssuer } from '../billing/index.ts';
import { ITS_ACCOUNT } from '../ledger/index.ts';
import { mailStatements, type StatementToMail } from './mail-statements.ts';

/** Customers of one commit at most. */
const CUSTOMERS = 200;

type Due = Omit<StatementToMail, 'issuerName' | 'from' | 'to'>;

/**
 * Sends an issuer's next few customers the statement of the month before: those who owe something at the end of it, or whose account
 * has moved in it. Each is noted first, so that whoever is killed and begins again sends nothing twice. MORE: others are left. [B7]
 */
export const sendStatements = verb({
  name: 'sendStatements',
  permission: 'system',
  input: input('SendStatementsInput', { issuerId: id() }),
  async run(scope, { issuerId }, { publicUrl }) {
    const month = previousMonth(localDate(scope.now));
    const [from, to] = [month.start, lastDay(month)];
    const due = await scope.sql<Due>(
      `with account as (
         select p.reseller_id, p.company_id, p.currency, sum(p.amount_minor) as owed, bool_or(p."on" >= $2::date) as moved
           from ledger_posting p
           where p.ledger_id = $1 and p.${ITS_ACCOUNT} and p."on" <= $3::date and (p.company_id is not null or p.reseller_id <> $1)
           group by p.reseller_id, p.company_id, p.currency)
       select a.reseller_id as "resellerId", a.company_id as "companyId", a.currency, a.owed::float8 as "closingMinor"
         from account a
         join lateral (select i.currency from invoice i where i.issuer_id = $1 and i.reseller_id = a.reseller_id
             and i.company_id is not distinct from a.company_id and i.state <> 'DRAFT'
           order by i.issued_on desc, i.id desc limit 1) latest on latest.currency = a.currency
         where (a.owed <> 0 or a.moved) and not exists (select from sent_statement s where s.monthly and s.issuer_id = $1
           and s.reseller_id = a.reseller_id and s.company_id is not distinct from a.company_id and s."to" = $3::date)
         order by a.reseller_id, a.company_id limit ${CUSTOMERS + 1}`,
      [issuerId, from, to],
    );
    const next = due.slice(0, CUSTOMERS);
    if (!next.length) return { result: 'DONE' as const, subject: null };
    const { seller } = await readIssuer(scope, issuerId);
    const readers = await administratorsOf(scope, next);
    const statements = next.map((one) => ({
      ...one,
      ...{ id: newId(), issuerName: seller.name, from, to },
      recipientCount: readers.get(one.companyId ?? one.resellerId)?.length ?? 0,
    }));
    const noted = await scope.sql<{ id: string }>(
      `insert into sent_statement (id, reseller_id, company_id, issuer_id, "from", "to", monthly, currency, closing_minor, recipient_count, created_at)
         select s.id, s."resellerId", s."companyId", $2, $3, $4, true, s.currency, s."closingMinor", s."recipientCount", $5
           from json_to_recordset($1) s (id uuid, "resellerId" uuid, "companyId" uuid, currency text, "closingMinor" bigint, "recipientCount" integer)
         on conflict do nothing returning id`,
      [JSON.stringify(statements), issuerId, from, to, scope.now],
    );
    const now = new Set(noted.map((row) => row.id));
    const sent = statements.filter((statement) => now.has(statement.id));
    await mailStatements(scope, sent, readers, publicUrl);
    scope.hint(
      ...sent.map(({ resellerId, companyId }) => ({ kind: 'SentStatement', resellerId, companyId })),
    );
    return {
      result: due.length > next.length ? ('MORE' as const) : ('DONE' as const),
      subject: sent.map(({ id: statementId, resellerId, companyId }) => ({
        type: 'SentStatement',
        id: statementId,
        resellerId,
        companyId,
      })),
    };
  },
});

async function send(setting: Setting, issuerId: string): Promise<void> {
  while ((await perform(setting, sendStatements, { issuerId })) === 'MORE');
}

export const sendStatementsJob = job({
  name: 'send-statements',
  for: 'tenant',
  does: [sendStatements],
  priority: 'last',
  payload: z.object({ resellerId: z.string() }),
  run: (setting, { resellerId }) => send(setting, resellerId),
});

/** What the platform issues concerns many tenants. */
export const sendPlatformsStatementsJob = job({
  name: 'send-statements-of-platform',
  for: 'platform',
  does: [sendStatements],
  priority: 'last',
  payload: z.object({ issuerId: z.string() }),
  run: (setting, { issuerId }) => send(setting, issuerId),
});

/** From the first working day of a month on, finds the issuers who send statements, and has those of the month before sent. [B7] */
export const findStatements = verb({
  name: 'findStatements',
  permission: 'system',
  input: input('FindStatementsInput', {}),
  async run(scope) {
    const today = localDate(scope.now);
    if (today < addWorkingDays(lastDay(previousMonth(today)), 1)) return { result: 0, subject: null };
    const issuers = await scope.sql<{ id: string; isPlatform: boolean }>(
      `select r.id, r.is_platform as "isPlatform" from billing_letters l join reseller r on r.id = l.reseller_id
        where l.monthly_statements`,
    );
    const own = issuers.filter(({ isPlatform }) => !isPlatform);
    await enqueueAll(
      scope,
      sendStatementsJob,
      own.map(({ id: resellerId }) => ({ resellerId })),
    );
    for (const { id: issuerId } of issuers.filter(({ isPlatform }) => isPlatform))
      await enqueue(scope, sendPlatformsStatementsJob, { issuerId });
    return { result: issuers.length, subject: null };
  },
});

/** Days that were missed are made up for within the first days of the month; who was sent one is not sent another. */
export const findStatementsJob = job({
  name: 'statements',
  for: 'platform',
  does: [findStatements],
  payload: z.object({}),
  cron: '40 6 1-8 * *',
  run: async (setting) => void (await perform(setting, findStatements, {})),
});
