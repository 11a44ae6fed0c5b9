import { id, localDate, monthPeriod, type Period, type PlainDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { addMoney, type Money } from '../../../kernel/money.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { announceInvoices } from './announce-invoices.ts';
import { CHARGED, dueCharges, IS_TO_PAY } from './drafts/due-charges.ts';
import { isSetAside } from './drafts/say-of-draft.ts';
import { customerOf, dueSubscriptions } from './due-lines.ts';
import { needsSterling, ratesOfIssue } from './exchange-rates.ts';
import { failBilling } from './fail-billing.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import { type Issuer, readIssuer } from './issuer.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { BILL, BILL_ALL, queueBilling } from './queue-billing.ts';
import { buyerOf, type CustomerRow } from './snapshots.ts';
import { vatByKind } from './vat.ts';
import { type Customer, writeInvoices } from './write-invoices.ts';

/** Customers of one commit at most, and subscriptions and charges after which no further customer is taken in. */
const CUSTOMERS = 100;
const SUBSCRIPTIONS = 2_000;
/** How long a run waits for another one of its issuer, or for an end that is being dated back. */
const BUSY_MS = 500;

const FIRST = '00000000-0000-0000-0000-000000000000';

interface Run {
  issuerId: string;
  period: string;
  kind: InvoiceKind | null;
  lastCustomerId: string | null;
  totals: Money[];
  heldFor: string[];
  dueBy: PlainDate;
}

/**
 * Makes out the invoices of the next few customers of a billing run and sees to it that the rest follow: so much is done if
 * and only if this commits, whoever is killed meanwhile. Customers whose VAT cannot be said in pounds yet are passed over (decision 51). DONE: nothing is left. BUSY: it is tried again. [B4] [S75] [S76]
 */
export const billCustomers = verb({
  name: 'billCustomers',
  permission: 'system',
  input: input('BillCustomersInput', { billingRunId: id() }),
  async run(scope, { billingRunId }, { publicUrl }) {
    const [free] = await scope.sql<{ taken: boolean }>(
      // Ends are not dated back into these days meanwhile: see the trigger keep_invoiced_days. Nothing waits here.
      `select pg_try_advisory_xact_lock(hashtextextended('billing ' || reseller_id, 0)) as taken
         from billing_run where id = $1 and state = 'RUNNING'`,
      [billingRunId],
    );
    if (!free) return { result: 'DONE' as const, subject: null };
    if (!free.taken) {
      await queueBilling(scope, [billingRunId], new Date(scope.now.getTime() + BUSY_MS));
      return { result: 'BUSY' as const, subject: null };
    }
    const [run] = await scope.sql<Run>(
      `select reseller_id as "issuerId", period, kind, last_customer_id as "lastCustomerId", totals,
          held_for as "heldFor", due_by::text as "dueBy" from billing_run
        where id = $1 and state = 'RUNNING'`,
      [billingRunId],
    );
    if (!run) return { result: 'DONE' as const, subject: null };
    const { issuerId, kind } = run;
    const days = monthPeriod(run.period);
    const issuer = await readIssuer(scope, issuerId);
    if (!kind) await countCustomers(scope, billingRunId, issuer, days, run.dueBy);
    const next = await nextCustomers(scope, issuer, days, run);
    if (next) {
      const billed = next.customers.filter((one) => !isHeld(one));
      const held = next.customers.filter(isHeld);
      const due = next.customers.length + next.setAside;
      const issued = await writeInvoices(scope, issuer, next.kind, days, billed);
      await announceInvoices(scope, issued, publicUrl);
      await invoiceFiles.queue(
        scope,
        issuer,
        issued.map(({ id: invoiceId }) => invoiceId),
      );
      await scope.sql(
        `update billing_run set failures = 0, kind = $2, last_customer_id = $3, customers_done = customers_done + $4,
            customer_count = greatest(customer_count, customers_done + $4), invoice_count = invoice_count + $5,
            totals = $6, held_count = held_count + $7, held_for = $8,
            set_aside_count = set_aside_count + $9 where id = $1`,
        [
          billingRunId,
          next.kind,
          next.lastId,
          due,
          issued.length,
          JSON.stringify(
            addMoney(
              ...run.totals,
              ...issued.map(({ currency, totalMinor: minor }) => ({ currency, minor })),
            ),
          ),
          held.length,
          [...new Set([...run.heldFor, ...held.map(({ currency }) => currency)])],
          next.setAside,
        ],
      );
      await queueBilling(scope, [billingRunId]);
    } else {
      await scope.sql(
        `update billing_run set state = 'DONE', finished_at = $2, customer_count = customers_done where id = $1`,
        [billingRunId, scope.now],
      );
    }
    scope.hint({ kind: 'BillingRun', id: billingRunId, resellerId: issuerId });
    return { result: next ? ('MORE' as const) : ('DONE' as const), subject: null };
  },
});

/** Of a run's issuer, those whose time has come. */
const DUE = { issuer: '$3::uuid', dueBy: '$5::date' };

/** Notes how many customers the run has to see to. */
async function countCustomers(
  scope: Scope,
  billingRunId: string,
  issuer: Issuer,
  days: Period,
  dueBy: PlainDate,
): Promise<void> {
  const counts = issuer.kinds.map(
    (kind) => `(select count(*) from (select ${customerOf(kind)} from ${dueSubscriptions(kind, DUE)}
      union select ${CHARGED} from ${dueCharges(kind, DUE)} and ${IS_TO_PAY}) due)`,
  );
  await scope.sql(`update billing_run set customer_count = ${counts.join(' + ')} where id = $4`, [
    days.start,
    days.endExclusive,
    issuer.id,
    billingRunId,
    dueBy,
  ]);
}

/** The next customers with something to be charged for, in the order of their ids, less those that somebody holds; undefined if there are none left. */
async function nextCustomers(
  scope: Scope,
  issuer: Issuer,
  { start, endExclusive }: Period,
  run: Run,
): Promise<{ kind: InvoiceKind; customers: Customer[]; setAside: number; lastId: string } | undefined> {
  const rates = await ratesOfIssue(scope, issuer.id);
  const today = localDate(scope.now);
  for (const kind of issuer.kinds.slice(run.kind ? issuer.kinds.indexOf(run.kind) : 0)) {
    const after = kind === run.kind ? run.lastCustomerId : FIRST;
    const rows = await scope.sql<CustomerRow & { setAside: boolean }>(CUSTOMERS_OF[kind], [
      start,
      endExclusive,
      issuer.id,
      after,
      run.dueBy,
    ]);
    const last = rows.at(-1);
    const billable = rows.filter(({ setAside }) => !setAside);
    if (last)
      return {
        kind,
        lastId: last.id,
        setAside: rows.length - billable.length,
        customers: billable.map((row) =>
          customerFrom(
            row,
            vatByKind(issuer.seller, { ...row, resells: kind === 'WHOLESALE' }, today),
            rates,
          ),
        ),
      };
  }
  return undefined;
}

function customerFrom(row: CustomerRow, vat: Customer['vat'], rates: ReadonlyMap<string, string>): Customer {
  const { id, currency } = row;
  const perPound = needsSterling(vat, currency) ? (rates.get(currency) ?? null) : null;
  return { id, buyer: buyerOf(row), vat, currency, perPound };
}

/** Whether a customer has to wait until somebody notes the rate by which its VAT is said in pounds. */
const isHeld = ({ vat, currency, perPound }: Customer): boolean =>
  perPound === null && needsSterling(vat, currency);

const nextOf = (kind: InvoiceKind): string => `
  select id from (
    select id, sum(dues) over (order by id) - dues as before from (
      select id, sum(dues) as dues from (
        (select ${customerOf(kind)} as id, count(*) as dues
          from ${dueSubscriptions(kind, DUE)} and ${customerOf(kind)} > $4::uuid
          group by 1 order by 1 limit ${CUSTOMERS})
        union all (select ${CHARGED} as id, count(*) as dues from ${dueCharges(kind, DUE)} and ${IS_TO_PAY} and ${CHARGED} > $4::uuid
          group by 1 order by 1 limit ${CUSTOMERS})) due
      group by id order by id limit ${CUSTOMERS}) both_dues) counted
    where before < ${SUBSCRIPTIONS}`;

const CUSTOMERS_OF: Record<InvoiceKind, string> = {
  RETAIL: `select id, name, address, currency, vat_number as "vatNumber", vat_treatment as "vatTreatment", customer_code as "customerCode",
      ${isSetAside('$3', 'company.id')} as "setAside" from company
    where id in (${nextOf('RETAIL')}) order by id`,
  WHOLESALE: `select id, name, address, currency, vat_number as "vatNumber", vat_treatment as "vatTreatment", null as "customerCode",
      ${isSetAside('$3', 'reseller.id')} as "setAside" from reseller
    where id in (${nextOf('WHOLESALE')}) order by id`,
};

/** Does the next batch; one that fails takes itself back, is noted, and does not keep the worker trying. */
async function billNext(setting: Setting, billingRunId: string): Promise<void> {
  try {
    await perform(setting, billCustomers, { billingRunId });
  } catch (err) {
    setting.log.error({ err, requestId: setting.requestId, billingRunId }, 'a batch of a billing run failed');
    await perform(setting, failBilling, { billingRunId });
  }
}

export const billCustomersJob = job({
  name: BILL,
  for: 'tenant',
  does: [billCustomers, failBilling],
  payload: z.object({ resellerId: z.string(), billingRunId: z.string() }),
  async run(setting, { billingRunId }) {
    await billNext(setting, billingRunId);
  },
});

export const billPlatformsCustomersJob = job({
  name: BILL_ALL,
  for: 'platform',
  does: [billCustomers, failBilling],
  payload: z.object({ billingRunId: z.string() }),
  async run(setting, { billingRunId }) {
    await billNext(setting, billingRunId);
  },
});

/** Does all that is under way here and now, in the setting's time: for what has no worker. */
export async function finishBilling(setting: Setting): Promise<void> {
  const credentials = {
    kind: 'system',
    task: BILL_ALL,
    resellerId: null,
    does: [billCustomers.name],
  } as const;
  const runs = await setting.scopes.run(credentials, { requestId: setting.requestId }, (scope) =>
    scope.sql<{ id: string }>(`select id from billing_run where state = 'RUNNING' order by created_at, id`),
  );
  for (const { id: billingRunId } of runs) {
    while ((await perform({ ...setting, credentials }, billCustomers, { billingRunId })) !== 'DONE');
  }
}
