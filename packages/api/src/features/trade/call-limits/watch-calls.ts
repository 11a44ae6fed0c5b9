import { addDays, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { barCalls } from '../subscriptions/index.ts';
import type { SaidWarning } from './call-letters.ts';
import { stands } from './call-warning.entity.ts';
import { tellOfWarnings } from './tell-of-warnings.ts';
import { zoneKind } from './zone-kind.ts';

/** What was called longer ago, and comes only now, warns nobody any more. */
const DAYS_LATE = 7;
const MICRO_PER_MINOR = 10_000;
const SAID = `returning w.id, w.reseller_id as "resellerId", w.company_id as "companyId",
  (select c.name from company c where c.id = w.company_id) as company, w.kind, w.day::text as day, w.zone,
  w.per_minute_micro::float8 as "perMinuteMicro", w.currency, w.amount_micro::float8 as "amountMicro", w.limit_minor as "limitMinor",
  w.services, w.by_hand as "byHand"`;
/** SQL: the days of companies that may be too much: today, and those to which late calls have just come. */
const DAYS = `call_day d join lateral call_limits_for(array[d.company_id]) l on l.currency = d.currency and l.reseller_id = d.reseller_id`;

/**
 * Looks at what the calls of a reseller's companies have come to, and where to: warns once a day and bars once, lets calls go out again when
 * the day or the limit is over, and has services be as that says. Yesterday's calls that come today warn of yesterday, and bar nothing:
 * what is spent is spent. Coming twice does nothing more. [B2]
 */
export const watchCalls = verb({
  name: 'watchCalls',
  permission: 'system',
  input: input('WatchCallsInput', {}),
  async run(scope, _input, { publicUrl }) {
    const { actor } = scope;
    const resellerId = actor.kind === 'system' ? actor.resellerId : null;
    if (!resellerId) return { result: 0, subject: null };
    await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 87))', [resellerId]);
    const ended = await endBars(scope);
    const said = [
      ...(await bar(scope, resellerId)),
      ...(await warnOfDays(scope, resellerId)),
      ...(await warnOfZones(scope, resellerId)),
    ];
    const services = await barCalls(
      scope,
      `s.company_id in (select w.company_id from call_warning w where ${stands('w')})`,
    );
    await tellOfWarnings(scope, resellerId, said, publicUrl);
    for (const { companyId } of [...said, ...ended])
      scope.hint({ kind: 'CallWarning', resellerId, companyId });
    return {
      result: said.length,
      subject: [
        ...said.map(({ id, companyId, zone, day }) => ({
          ...{ type: 'CallWarning', id, resellerId, companyId },
          reference: zone ?? day,
        })),
        ...ended.map(({ id, companyId, day, endedAt }) => ({
          ...{ type: 'CallWarning', id, resellerId, companyId },
          reference: day,
          changed: { endedAt: [null, endedAt.toISOString()] as const },
        })),
        ...services.map(({ there: _, was, ...service }) => ({
          type: 'Subscription',
          ...service,
          changed: {
            callsBarredAt: [was?.toISOString() ?? null, was ? null : scope.now.toISOString()] as const,
          },
        })),
      ],
    };
  },
});

/** Ends what has been barred on a day that is over, or by a limit that its calls have not come to any more. */
const endBars = (scope: Scope) =>
  scope.sql<{ id: string; companyId: string; day: string; endedAt: Date }>(
    `update call_warning w set ended_at = $1
      where ${stands('w')} and (w.day < $2::date or not exists (
        select from ${DAYS} where d.company_id = w.company_id and d.day = w.day and d.amount_micro >= l.bar_minor::bigint * ${MICRO_PER_MINOR}))
      returning w.id, w.company_id as "companyId", w.day::text as day, w.ended_at as "endedAt"`,
    [scope.now, localDate(scope.now)],
  );

/** Bars whose calls of today have come to the limit; not again today what was lifted by hand, unless it is another limit by now. */
const bar = (scope: Scope, resellerId: string) =>
  scope.sql<SaidWarning>(
    `insert into call_warning as w (id, reseller_id, company_id, kind, day, currency, amount_micro, limit_minor, services, by_hand, created_at)
      select uuidv7(), d.reseller_id, d.company_id, 'BARRED', d.day, d.currency, d.amount_micro, l.bar_minor,
          (select count(*) from subscription s join product p on p.id = s.product_id and p.bars_calls and p.connector in ('WEBHOOK', 'MANUAL')
            where s.company_id = d.company_id and s.state not in ('ENDING', 'ENDED')),
          array(select distinct p.name from subscription s join product p on p.id = s.product_id and p.bars_calls and p.connector not in ('WEBHOOK', 'MANUAL')
            where s.company_id = d.company_id and s.state not in ('ENDING', 'ENDED') order by p.name), $3
        from ${DAYS} where d.reseller_id = $1 and d.day = $2 and d.amount_micro >= l.bar_minor::bigint * ${MICRO_PER_MINOR}
          and not exists (select from call_warning b where b.company_id = d.company_id and b.kind = 'BARRED' and b.reseller_id = d.reseller_id
            and (b.ended_at is null or b.day = d.day and b.ended_by_name is not null and b.limit_minor = l.bar_minor))
      on conflict do nothing ${SAID}`,
    [resellerId, localDate(scope.now), scope.now],
  );

/** Warns of today, and of days to which late calls have come, once of each; not beside a bar of the same day. */
async function warnOfDays(scope: Scope, resellerId: string): Promise<SaidWarning[]> {
  const grown = await scope.sql<{ companyId: string; day: string }>(
    'select company_id as "companyId", day::text as day from take_grown_days()',
  );
  const today = localDate(scope.now);
  return scope.sql<SaidWarning>(
    `insert into call_warning as w (id, reseller_id, company_id, kind, day, currency, amount_micro, limit_minor, created_at)
      select uuidv7(), d.reseller_id, d.company_id, 'DAY', d.day, d.currency, d.amount_micro, l.warn_minor, $4
        from ${DAYS} where d.reseller_id = $1 and d.day > $3 and d.amount_micro >= l.warn_minor::bigint * ${MICRO_PER_MINOR}
          and (d.day = $2 or (d.company_id, d.day) in (select g."companyId", g.day from json_to_recordset($5) g ("companyId" uuid, day date)))
          and not exists (select from call_warning b where b.company_id = d.company_id and b.kind = 'BARRED' and b.day = d.day)
      on conflict do nothing ${SAID}`,
    [resellerId, today, addDays(today, -DAYS_LATE), scope.now, JSON.stringify(grown)],
  );
}

/** Warns of zones that were called for the first time, or for the first time in a long while, and are worth it. */
async function warnOfZones(scope: Scope, resellerId: string): Promise<SaidWarning[]> {
  const fresh = await scope.sql<{
    companyId: string;
    zone: string;
    currency: string;
    day: string;
    prefixes: string[];
    perMinuteMicro: number;
  }>(
    `select company_id as "companyId", zone, currency, day::text as day, prefixes, per_minute_micro::float8 as "perMinuteMicro" from take_fresh_zones()`,
  );
  const since = addDays(localDate(scope.now), -DAYS_LATE);
  const warned = fresh.flatMap(({ prefixes, ...called }) => {
    const kind = zoneKind({ prefixes, perMinuteMicro: called.perMinuteMicro });
    return kind && called.day > since ? { id: newId(), kind, ...called } : [];
  });
  if (!warned.length) return [];
  return scope.sql<SaidWarning>(
    `insert into call_warning as w (id, reseller_id, company_id, kind, day, zone, per_minute_micro, currency, created_at)
      select n.id, $1, n."companyId", n.kind, n.day, n.zone, n."perMinuteMicro", n.currency, $2
        from json_to_recordset($3) n (id uuid, "companyId" uuid, kind text, day date, zone text, "perMinuteMicro" bigint, currency text)
      on conflict do nothing ${SAID}`,
    [resellerId, scope.now, JSON.stringify(warned)],
  );
}

export const watchCallsJob = job({
  name: 'watch-calls',
  for: 'tenant',
  does: [watchCalls],
  priority: 'first',
  payload: z.object({ resellerId: z.string() }),
  run: async (setting) => void (await perform(setting, watchCalls, {})),
});
