import { currencyName, date, id, line, localDate, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Currency, Reseller } from '../../platform/tenancy/index.ts';
import { firstDayOfVersion, PriceListKind } from '../prices/index.ts';
import { judgeTariffFile, type NamedBand, type NamedBundle, type SheetProblem } from './judge-tariff-file.ts';
import { bandsOf, besideFile, tariffFile } from './tariff-input.ts';
import { besideLatest, emptyDraftOf, type LockedTariff, lockTariff, writeSheet } from './tariff-versions.ts';

const SAID = 5;

/**
 * Makes a draft of a tariff of a CSV file with prefixes and prices, in place of the draft that is there; without a tariff it begins
 * one. Bands and bundles that are left out stay as they were. INVALID_INPUT says what is wrong and where, and nothing is kept. [B2]
 */
export const importTariff = verb({
  name: 'importTariff',
  permission: 'PRICE_LIST_WRITE',
  description:
    'A line for each prefix and band: prefix, zone, band, pricePerMinute, connectionFee, minimumSeconds, firstIncrement, nextIncrement; as may be, accessCharge and weight. It becomes a draft, which is charged to nobody until it is published.',
  input: input('ImportTariffInput', {
    tariffId: id().nullish(),
    name: optional(line(80)),
    kind: oneOf(PriceListKind).nullish(),
    currency: oneOf(Currency).nullish(),
    everyone: z.boolean().nullish(),
    csv: tariffFile(),
    ...besideFile,
    validFrom: optional(date()),
  }),
  async run(scope, { tariffId, csv, bands, bundles, validFrom, ...given }) {
    const tariff = tariffId ? await lockKnown(scope, tariffId, given) : await begin(scope, given);
    const latest = await besideLatest(scope, tariff.id);
    const { sheet, problems } = judgeTariffFile(
      csv,
      bands ? bandsOf(bands) : (latest.bands as NamedBand[]),
      bundles ?? (latest.bundles as NamedBundle[]),
    );
    if (problems.length) throw refused(problems);
    const from = firstDayOfVersion(scope.now, validFrom ?? localDate(scope.now));
    const versionId = await emptyDraftOf(scope, tariff, from);
    await writeSheet(scope, tariff.resellerId, versionId, sheet);
    const { id: subject, resellerId, name } = tariff;
    return { result: subject, subject: { type: 'Tariff', id: subject, resellerId, reference: name } };
  },
});

interface Given {
  name?: string | null | undefined;
  kind?: PriceListKind | null | undefined;
  currency?: keyof typeof Currency | null | undefined;
  everyone?: boolean | null | undefined;
}

/** A tariff that is there is called and sold as it is: `updateTariff` changes that. */
async function lockKnown(scope: Scope, tariffId: string, given: Given): Promise<LockedTariff> {
  const tariff = await lockTariff(scope, tariffId);
  if (given.kind && given.kind !== tariff.kind)
    throw invalid('kind', `Must be left out: this tariff is ${tariff.kind} for good.`);
  if (given.currency && given.currency !== tariff.currency)
    throw invalid(
      'currency',
      `Must be left out: this tariff is in ${currencyName(tariff.currency)} for good.`,
    );
  return tariff;
}

async function begin(scope: Scope, given: Given): Promise<LockedTariff> {
  const { level, resellerId } = memberOf(scope.actor);
  if (!given.name) throw invalid('name', 'Must be filled in.');
  const kind = given.kind ?? (level === 'PLATFORM' ? 'WHOLESALE' : 'RETAIL');
  if (kind === 'WHOLESALE' && level !== 'PLATFORM')
    throw invalid('kind', 'Must be RETAIL: what you pay is the operator’s to say.');
  const tariff = {
    id: newId(),
    resellerId,
    kind,
    name: given.name,
    currency: given.currency ?? (await scope.load(Reseller, resellerId)).currency,
    everyone: given.everyone ?? false,
  };
  await scope.sql(
    `insert into tariff (id, reseller_id, kind, name, currency, everyone, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tariff.id, resellerId, kind, tariff.name, tariff.currency, tariff.everyone, scope.now],
  );
  return tariff;
}

/** The first few of what is wrong, each with its place. */
function refused(problems: readonly SheetProblem[]): Problem {
  const fields = (['csv', 'bands', 'bundles'] as const).flatMap((path) => {
    const of = problems.filter((problem) => problem.path === path);
    if (!of.length) return [];
    const said = of
      .slice(0, SAID)
      .map((problem) => (problem.line ? `Line ${problem.line}: ${problem.message}` : problem.message));
    if (of.length > SAID) said.push(`And ${of.length - SAID} more.`);
    return [{ path, message: said.join(' ') }];
  });
  return new Problem(
    'INVALID_INPUT',
    fields.map(({ path, message }) => `${path}: ${message}`).join(' '),
    fields,
  );
}
