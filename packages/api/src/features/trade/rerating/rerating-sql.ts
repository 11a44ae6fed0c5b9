import { setting } from '../../../kernel/protection.ts';
import { customerIn } from '../billing/index.ts';
import { concernedCalls, reratedCalls, superseding } from '../calls/index.ts';

const SIDES = ['RETAIL', 'WHOLESALE'] as const;
type Side = (typeof SIDES)[number];
/** Calls of one commit, after which no further customer is taken in. */
const BATCH = 50_000;

/** The parameters of what is asked before anything is changed. */
const GIVEN = 'of_tariff uuid, of_company uuid, of_currency text, of_first date, of_last date';
const asked = (side: Side) => ({
  side,
  issuer: setting('reseller_id'),
  currency: 'of_currency',
  tariff: 'of_tariff',
  company: 'of_company',
  firstDay: 'of_first',
  lastDay: 'of_last',
});
/** The same of the run that goes on. */
const ofRun = (side: Side) => ({
  ...asked(side),
  issuer: 'here',
  currency: 'run.currency',
  tariff: 'run.tariff_id',
  company: 'run.customer_company_id',
});

/**
 * SQL: of differences (`charge_id`, `invoice_id`, `line_id`, `difference_micro`) those to be noted: what the calls of a line come to by
 * now, with all re-ratings before, less what was charged and noted of it. Less than a penny is not, and goes along with the next.
 */
const noted = (differences: string): string => `
      select d.charge_id, d.invoice_id, d.line_id, d.difference_micro, (case when abs(o.off) < 1 then 0 else round(o.off) end)::bigint as net_minor
        from ${differences} d join charge h on h.id = d.charge_id join invoice_line l on l.id = d.line_id
          cross join lateral (select coalesce(sum(e.difference_micro), 0) as micro, coalesce(sum(e.net_minor), 0) as net
            from rerating_line e where e.charge_id = d.charge_id) e
          cross join lateral (select (h.amount_micro + e.micro + d.difference_micro) / 10000.0 - l.net_minor - e.net as off) o`;

/** SQL of the relation of what lines of invoices come to more or less. */
const DIFFERENCES = `differences as materialized (
      select c.old_charge_id as charge_id, h.invoice_id, h.line_id, sum(c.price_micro - c.old_price_micro)::bigint as difference_micro
        from changed c join charges h on h.id = c.old_charge_id and h.line_id is not null group by 1, 2, 3
    )`;

const asking = (side: Side): string => `
-- How many calls would be re-rated at this side, of whoever asks.
-- runs as gate; called by platform, reseller
create or replace function count_${side.toLowerCase()}_calls_to_rerate(${GIVEN}) returns integer
  language sql stable security definer set search_path = steward, pg_temp as $$
  with ${concernedCalls(asked(side))}
  select count(*)::integer from concerned
$$;

-- What they were rated at and what they would be, by customer, zone and charge; of a line of an invoice what would be noted of it.
-- runs as gate; called by platform, reseller
create or replace function preview_rerated_${side.toLowerCase()}_calls(${GIVEN})
  returns table (customer text, zone text, invoice_id uuid, line_id uuid, net_minor bigint, calls integer, unknown integer, charged_micro bigint,
    would_be_micro bigint)
  language sql stable security definer set search_path = steward, pg_temp as $$
  with ${reratedCalls(asked(side))}, ${DIFFERENCES}
  select coalesce(y.name, s.name), a.old_zone, case when n.line_id is not null then n.invoice_id end, n.line_id, max(n.net_minor),
      (count(*) filter (where a.differs))::integer, (count(*) filter (where a.status <> 'RATED'))::integer,
      coalesce(sum(a.old_price_micro) filter (where a.differs), 0)::bigint, coalesce(sum(a.price_micro) filter (where a.differs), 0)::bigint
    from anew a left join (${noted('differences')}) n on n.charge_id = a.old_charge_id
      left join company y on y.id = a.customer_id left join reseller s on s.id = a.customer_id
    where a.differs or a.status <> 'RATED'
    group by a.customer_id, coalesce(y.name, s.name), a.old_zone, n.invoice_id, n.line_id
    order by 1, 2, n.line_id is null, n.line_id
$$;
`;

const bySide = (statement: (side: Side) => string): string =>
  `if run.side = 'RETAIL' then
      ${statement('RETAIL').trim()}
    else
      ${statement('WHOLESALE').trim()}
    end if;`;

/** Functions that say what re-rating would come to, and that do it batch by batch. */
export const reratingSql = `${SIDES.map(asking).join('')}
-- Proposes the notes of what a re-rating has come to so far: a credit note for lines that are less, a debit note for those that are more.
-- runs as gate; called by gate, worker
create or replace function propose_rerating_notes(of_rerating uuid) returns void
  language sql security definer set search_path = steward, pg_temp as $$
  insert into rerating_note (id, reseller_id, rerating_id, invoice_id, kind, state, net_minor, created_at)
    select uuidv7(), l.reseller_id, l.rerating_id, l.invoice_id, k.kind, 'PROPOSED', abs(sum(l.net_minor)), current_setting('steward.now')::timestamptz
      from rerating_line l cross join lateral (select case when l.net_minor < 0 then 'CREDIT' else 'DEBIT' end as kind) k
      where l.rerating_id = of_rerating and l.reseller_id = ${setting('reseller_id')} and l.net_minor <> 0
      group by l.reseller_id, l.rerating_id, l.invoice_id, k.kind order by l.invoice_id
    on conflict (rerating_id, invoice_id, kind) do nothing
$$;

-- Re-rates the calls of the next customers of a month; false if nothing is left, or somebody else has ended it.
-- runs as gate; called by worker
create or replace function rerate_next(of_rerating uuid) returns boolean
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  here constant uuid := ${setting('reseller_id')};
  run record;
  batch record;
  outcome record;
  of_first date;
  of_last date;
begin
  select r.* into run from rerating r where r.id = of_rerating and r.reseller_id = here and r.state = 'RUNNING' for update;
  if run.id is null then return false; end if;
  -- No file is booked meanwhile, nor minutes of a bundle taken.
  perform pg_advisory_xact_lock(hashtextextended(h.id::text, 79))
    from (select r.id from reseller r where r.is_platform or r.id = here order by r.is_platform desc, r.id) h;
  loop
    if run.month > run.last_day then
      perform propose_rerating_notes(run.id);
      update rerating r set state = 'DONE', finished_at = current_setting('steward.now')::timestamptz where r.id = run.id;
      return false;
    end if;
    of_first := greatest(run.first_day, run.month);
    of_last := least(run.last_day, (run.month + interval '1 month')::date - 1);
    ${bySide(
      (
        side,
      ) => `with ${concernedCalls({ ...ofRun(side), customers: (customer) => `coalesce(${customer} > run.last_customer_id, true)` })}
      select array_agg(n.customer_id order by n.customer_id) as customers into batch
        from (select k.customer_id, sum(k.calls) over (order by k.customer_id) - k.calls as before
          from (select c.customer_id, count(*) as calls from concerned c group by c.customer_id) k) n
        where n.before < ${BATCH};`,
    )}
    exit when batch.customers is not null;
    run.month := (run.month + interval '1 month')::date;
    run.last_customer_id := null;
  end loop;
  -- Whoever makes out an invoice of these charges has done so, or waits until this has come to its end.
  perform from charge h where h.issuer_id = here and h.kind = run.side and h.source = 'USAGE' and h.invoice_id is null
    and ${customerIn('h')} = any (batch.customers) order by h.id for update;
  ${bySide(
    (
      side,
    ) => `with ${reratedCalls({ ...ofRun(side), customers: (customer) => `${customer} = any (batch.customers)` })}, ${superseding(side, { issuer: 'here', rerating: 'run.id' })},
    ${DIFFERENCES}, noted as (
      insert into rerating_line (id, reseller_id, rerating_id, charge_id, invoice_id, invoice_line_id, difference_micro, net_minor)
        select uuidv7(), here, run.id, n.charge_id, n.invoice_id, n.line_id, n.difference_micro, n.net_minor from (${noted('differences')}) n
    )
    select count(*) as calls, count(*) filter (where a.differs) as changed, count(*) filter (where a.status <> 'RATED') as unknown,
        coalesce(sum(a.price_micro - a.old_price_micro) filter (where a.differs and h.line_id is null), 0) as waiting into outcome
      from anew a left join charges h on h.id = a.old_charge_id;`,
  )}
  update rerating r set calls_done = r.calls_done + outcome.calls, calls_changed = r.calls_changed + outcome.changed,
      calls_unknown = r.calls_unknown + outcome.unknown, waiting_micro = r.waiting_micro + outcome.waiting, failures = 0,
      month = run.month, last_customer_id = batch.customers[cardinality(batch.customers)]
    where r.id = run.id;
  return true;
end $$;
`;
