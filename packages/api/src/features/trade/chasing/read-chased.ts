import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { isOpen } from '../billing/index.ts';
import { isBeingCollected } from '../collecting/index.ts';
import type { ChasedInvoice } from './chased-invoice.ts';
import { isPaused } from './chasing-conditions.ts';

/** What an issuer's customers have yet to pay, with how each is chased; none while the issuer chases nobody. */
export const readChased = (scope: Scope, issuerId: string, on: PlainDate): Promise<ChasedInvoice[]> =>
  scope.sql<ChasedInvoice>(
    `select i.id, i.number, i.reseller_id as "resellerId", i.company_id as "companyId", i.buyer->>'name' as "customerName",
        i.due_on::text as "dueOn", i.currency, (i.total_minor - i.paid_minor)::float8 as "dueMinor",
        coalesce(own.steps, grouped.steps, everyone.steps) as steps,
        coalesce(own.warning_days, grouped.warning_days, everyone.warning_days) as "warningDays",
        (${isPaused('i', '$2::date')} or ${isBeingCollected('i')}) as paused,
        (select max(m.day) from invoice_reminder m where m.invoice_id = i.id) as "sentDay",
        (select coalesce(json_agg(json_build_object('kind', x.kind, 'on', x.takes_effect_on, 'begun', x.began_at is not null,
            'lifted', x.ended_by_name is not null)), '[]')
          from restriction x where x.invoice_id = i.id and (x.ended_at is null or x.ended_by_name is not null)) as restrictions
      from chasing_policy everyone
      join invoice i on i.issuer_id = everyone.issuer_id and ${isOpen('i')} and i.due_on <= $2::date + 30
      left join chasing_policy own on own.issuer_id = i.issuer_id and own.reseller_id = i.reseller_id
        and own.company_id is not distinct from i.company_id and own.id <> everyone.id and own.group_id is null
      left join customer_group_member g on g.issuer_id = i.issuer_id and g.reseller_id = i.reseller_id
        and g.company_id is not distinct from i.company_id
      left join chasing_policy grouped on grouped.group_id = g.group_id
      where everyone.issuer_id = $1 and everyone.reseller_id = $1 and everyone.company_id is null and everyone.group_id is null
        and everyone.active and coalesce(own.active, grouped.active, true)`,
    [issuerId, on],
  );
