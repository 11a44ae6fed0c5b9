import { date, formatDate, id, localDate } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { conflict, invalid, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import type { PriceListKind } from '../prices/index.ts';
import { Tariff } from '../tariffs/index.ts';

const MOST_DAYS = 366;

/** Which calls are to be re-rated, as people say it. */
export const askedFields = {
  tariffId: id().nullish(),
  companyId: id().nullish(),
  firstDay: date(),
  lastDay: date(),
};

export interface Asked {
  tariffId?: string | null | undefined;
  companyId?: string | null | undefined;
  firstDay: string;
  lastDay: string;
}

/** The same once it is known what there is. */
export interface AskedCalls {
  side: PriceListKind;
  tariffId: string | null;
  companyId: string | null;
  currency: string;
  about: string;
  firstDay: string;
  lastDay: string;
  /** How many calls it concerns. */
  calls: number;
}

/**
 * Finds what is asked for among what whoever asks sells: calls by one of its tariffs, of one company, or both. Which side that is
 * follows: a reseller sells to companies, the operator to resellers and to its own companies.
 */
export async function askedCalls(scope: Scope, asked: Asked): Promise<AskedCalls> {
  const { resellerId: here } = memberOf(scope.actor);
  const { firstDay, lastDay } = asked;
  const tariff = asked.tariffId ? await scope.load(Tariff, asked.tariffId) : null;
  if (tariff && tariff.resellerId !== here) throw notFound('tariff');
  const company = asked.companyId ? await scope.load(Company, asked.companyId) : null;
  if (!tariff && !company) throw invalid('tariffId', 'Name a tariff, a company, or both.');
  assertDays(scope, firstDay, lastDay);
  const side = company ? (company.resellerId === here ? 'RETAIL' : 'WHOLESALE') : (tariff?.kind ?? 'RETAIL');
  if (tariff && company && tariff.kind !== side)
    throw conflict(
      side === 'RETAIL'
        ? `${company.name} buys from you: choose a retail tariff.`
        : `${company.name} buys from its reseller: choose a wholesale tariff.`,
      'tariffId',
    );
  if (side === 'WHOLESALE' && !company) await assertReachesAll(scope);
  const buyer = company && side === 'WHOLESALE' ? await scope.load(Reseller, company.resellerId) : company;
  const currency = tariff?.currency ?? buyer?.currency ?? '';
  const of = [asked.tariffId ?? null, asked.companyId ?? null, currency, firstDay, lastDay];
  const [counted] = await scope.sql<{ calls: number }>(
    `select count_${side.toLowerCase()}_calls_to_rerate($1, $2, $3, $4, $5) as calls`,
    of,
  );
  return {
    side,
    tariffId: tariff?.id ?? null,
    companyId: company?.id ?? null,
    currency,
    about: [tariff?.name, company?.name].filter(Boolean).join(', '),
    firstDay,
    lastDay,
    calls: counted?.calls ?? 0,
  };
}

function assertDays(scope: Scope, firstDay: string, lastDay: string): void {
  const today = localDate(scope.now);
  if (lastDay < firstDay) throw invalid('lastDay', 'Must not be before the first day.');
  if (lastDay > today) throw invalid('lastDay', `Must be ${formatDate(today)} at the latest.`);
  if ((Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 >= MOST_DAYS)
    throw invalid('lastDay', `May be at most ${MOST_DAYS} days in all.`);
}

/** Whoever reaches some resellers only is not shown, nor changes, what the others pay. */
async function assertReachesAll(scope: Scope): Promise<void> {
  const [reach] = await scope.sql<{ all: boolean }>(
    'select not only_listed() and cardinality(listed_resellers()) = 0 as all',
  );
  if (!reach?.all)
    throw new Problem('FORBIDDEN', 'It concerns all resellers, and you reach some of them: name a company.');
}
