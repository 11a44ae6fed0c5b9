import type { Scopes } from '../../../kernel/scope.ts';

/** What was found of all ledgers. */
export interface VerifiedLedgers {
  /** Entries that were read. */
  entries: number;
  /** What is wrong, a sentence each; of each kind the first hundred. */
  problems: string[];
}

/** Milliseconds that one of these may take. */
const PATIENCE_MS = 3_600_000;
const FIRST = 'limit 100';

/** What must be so of all ledgers, as statements whose rows each say what is not. */
const CHECKS = [
  `select format('Entry %s of ledger %s does not add up to nothing: %s %s is left.', entry_id, ledger_id, sum(amount_minor), currency) as problem
     from ledger_posting group by entry_id, ledger_id, currency having sum(amount_minor) <> 0 ${FIRST}`,
  `select format('Of invoice %s %s is still to be paid, the ledger of its issuer says %s.', i.number, i.total_minor - i.paid_minor,
       coalesce(owed.minor, 0)) as problem
     from invoice i left join (
       select invoice_id, ledger_id, sum(amount_minor) as minor from ledger_posting where account = 'RECEIVABLE'
         group by invoice_id, ledger_id) owed on owed.invoice_id = i.id and owed.ledger_id = i.issuer_id
     where i.state <> 'DRAFT' and coalesce(owed.minor, 0) <> case i.state when 'WRITTEN_OFF' then 0 else i.total_minor - i.paid_minor end ${FIRST}`,
  `select format('Invoice %s has net %s and VAT %s, the ledger of its issuer says %s and %s.', i.number, i.net_minor, i.vat_minor,
       coalesce(earned.net, 0), coalesce(earned.vat, 0)) as problem
     from invoice i left join (
       select invoice_id, ledger_id, -coalesce(sum(amount_minor) filter (where account in ('REVENUE', 'LATE_PAYMENT')), 0) as net,
           -coalesce(sum(amount_minor) filter (where account = 'OUTPUT_VAT'), 0) as vat
         from ledger_posting where kind in ('INVOICE', 'DEBIT_NOTE', 'LATE_PAYMENT') group by invoice_id, ledger_id) earned
       on earned.invoice_id = i.id and earned.ledger_id = i.issuer_id
     where i.state <> 'DRAFT' and (coalesce(earned.net, 0), coalesce(earned.vat, 0)) <> (i.net_minor, i.vat_minor) ${FIRST}`,
  `select format('Payment %s of %s is posted %s times.', y.id, y.amount_minor, count(p.id)) as problem
     from payment y left join ledger_posting p on p.payment_id = y.id and p.account = 'RECEIVABLE' and p.amount_minor = -y.amount_minor
     group by y.id, y.amount_minor having count(p.id) <> 1 ${FIRST}`,
  `select format('Of the credit of the customer of %s %s is left, the ledger of its issuer says %s.', n.number, n.total_minor - n.used_minor,
       coalesce(credit.minor, 0)) as problem
     from (select issuer_id, coalesce(company_id, reseller_id) as customer_id, currency, min(number) as number,
         sum(total_minor) as total_minor, sum(used_minor) as used_minor
       from (select issuer_id, company_id, reseller_id, currency, number, total_minor, used_minor from credit_note where state = 'ISSUED'
         union all select o.issuer_id, o.company_id, o.reseller_id, o.currency, i.number, o.total_minor, o.used_minor
           from overpayment o join invoice i on i.id = o.invoice_id) c group by 1, 2, 3) n
     left join (
       select ledger_id, customer_id, currency, -sum(amount_minor) as minor from ledger_posting where account = 'CUSTOMER_CREDIT'
         group by ledger_id, customer_id, currency) credit
       on (credit.ledger_id, credit.customer_id, credit.currency) = (n.issuer_id, n.customer_id, n.currency)
     where coalesce(credit.minor, 0) <> n.total_minor - n.used_minor ${FIRST}`,
  // What the platform has from a reseller, or has given up, that reseller has the other way round; so they come to nothing together.
  `select format('The platform and %s do not agree: of what is owed %s %s is left, of what is set off %s.', r.name, owed, p.currency,
       set_off) as problem
     from (select reseller_id, currency, coalesce(sum(amount_minor) filter (where account <> 'SET_OFF'), 0) as owed,
         coalesce(sum(amount_minor) filter (where account = 'SET_OFF'), 0) as set_off
       from ledger_posting where account in ('PAYABLE', 'SET_OFF') or account in ('RECEIVABLE', 'CUSTOMER_CREDIT', 'BAD_DEBT') and company_id is null
       group by reseller_id, currency) p
     join reseller r on r.id = p.reseller_id where owed <> 0 or set_off <> 0 ${FIRST}`,
];

/** Reads every ledger, all as it stands at one moment: whether entries are balanced, agree with the documents they are of, and with each other. [C3] [S74] */
export async function verifyLedger(scopes: Scopes): Promise<VerifiedLedgers> {
  return scopes.run(
    { kind: 'system', task: 'verifyLedger', resellerId: null },
    { requestId: 'verify-ledger', readOnly: true, statementTimeoutMs: PATIENCE_MS },
    async (scope) => {
      const [found] = await scope.sql<VerifiedLedgers>(
        `select (select count(distinct entry_id)::int from ledger_posting) as entries,
           array(${CHECKS.map((check) => `(${check})`).join(' union all ')}) as problems`,
      );
      return found as VerifiedLedgers;
    },
  );
}
