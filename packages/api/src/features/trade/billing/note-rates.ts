import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ForeignCurrency } from './exchange-rate.entity.ts';

export interface GivenRate {
  currency: ForeignCurrency;
  month: string;
  perPound: string;
}

/** What was noted of these before, by currency and month; nobody changes it meanwhile. */
export async function ratesBefore(scope: Scope, rates: readonly GivenRate[]): Promise<Map<string, string>> {
  const rows = await scope.sql<GivenRate>(
    `select currency, month, per_pound as "perPound" from exchange_rate where reseller_id = $1 and month = any($2)`,
    [memberOf(scope.actor).resellerId, rates.map(({ month }) => month)],
  );
  return new Map(rows.map(({ currency, month, perPound }) => [`${currency} ${month}`, perPound]));
}

/** Notes one's own rates in place of what was noted before: the subjects of those that differ. [B5] */
export async function noteRates(
  scope: Scope,
  rates: readonly GivenRate[],
): Promise<{ id: string; subject: Subject }[]> {
  const { resellerId } = memberOf(scope.actor);
  await scope.sql(`select pg_advisory_xact_lock(hashtextextended('exchange rates ' || $1, 0))`, [resellerId]);
  const before = await ratesBefore(scope, rates);
  const changed = rates.filter((rate) => Number(before.get(keyOf(rate))) !== Number(rate.perPound));
  const kept = await scope.sql<GivenRate & { id: string }>(
    `insert into exchange_rate (id, reseller_id, currency, month, per_pound, updated_at)
       select id, $1, currency, month, "perPound", $2 from jsonb_to_recordset($3) r (id uuid, currency text, month text, "perPound" text)
       on conflict (reseller_id, currency, month) do update set per_pound = excluded.per_pound, updated_at = excluded.updated_at
       returning id, currency, month, per_pound as "perPound"`,
    [resellerId, scope.now, JSON.stringify(changed.map((rate) => ({ id: newId(), ...rate })))],
  );
  return kept.map((rate) => {
    scope.hint({ kind: 'ExchangeRate', id: rate.id, resellerId });
    return {
      id: rate.id,
      subject: {
        type: 'ExchangeRate',
        id: rate.id,
        resellerId,
        reference: keyOf(rate),
        changed: { perPound: [before.get(keyOf(rate)) ?? null, rate.perPound] as const },
      },
    };
  });
}

const keyOf = ({ currency, month }: GivenRate): string => `${currency} ${month}`;
