import { id } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { judgeTariffFile, type Sheet } from './judge-tariff-file.ts';
import { bandsOf, besideFile, tariffFile } from './tariff-input.ts';
import { besideLatest } from './tariff-versions.ts';

/** What a file makes of a price: GONE is one that the version before has and the file has not. */
export const ImportedRate = enumeration('ImportedRate', {
  NEW: 'NEW',
  CHANGED: 'CHANGED',
  GONE: 'GONE',
});

const MOST_ROWS = 200;

@ObjectType()
export class TariffImportRow {
  @Field(() => ID) key!: string;
  @Field(() => String) zone!: string;
  @Field(() => String) band!: string;
  @Field(() => GraphQLMicro, { nullable: true, description: 'A minute, in the version before.' })
  beforeMicro!: number | null;
  @Field(() => GraphQLMicro, { nullable: true, description: 'A minute, in the file.' }) micro!: number | null;
  @Field(() => String, { description: 'What differs beside the price a minute, in words.' }) note!: string;
  @Field(() => ImportedRate) outcome!: keyof typeof ImportedRate;
}

@ObjectType()
export class TariffImportProblem {
  @Field(() => Int, { nullable: true }) line!: number | null;
  @Field(() => String) message!: string;
}

@ObjectType()
export class TariffImport {
  @Field(() => Int, { nullable: true, description: 'The version that it is compared with.' })
  beforeNumber!: number | null;
  @Field(() => Int) zoneCount!: number;
  @Field(() => Int) prefixCount!: number;
  @Field(() => Int) newCount!: number;
  @Field(() => Int) changedCount!: number;
  @Field(() => Int) goneCount!: number;
  @Field(() => Int) sameCount!: number;
  @Field(() => Int) problemCount!: number;
  @Field(() => [TariffImportProblem], { description: `The first ${MOST_ROWS}.` })
  problems!: TariffImportProblem[];
  @Field(() => [TariffImportRow], { description: `The first ${MOST_ROWS} that are not the same.` })
  rows!: TariffImportRow[];
}

/** What a file would change in a tariff, before anything is made of it; without a tariff all of it is new. [B2] */
export const tariffImport = view({
  name: 'tariffImport',
  permission: 'PRICE_LIST_WRITE',
  input: input('TariffImportInput', { tariffId: id().nullish(), csv: tariffFile(), ...besideFile }),
  type: () => TariffImport,
  async run(scope, { tariffId, csv, bands, bundles }): Promise<TariffImport> {
    if (tariffId) {
      const [known] = await scope.sql('select from tariff where id = $1', [tariffId]);
      if (!known) throw notFound('tariff');
    }
    const latest = tariffId ? await besideLatest(scope, tariffId) : { bands: [], bundles: [] };
    const { sheet, problems } = judgeTariffFile(
      csv,
      bands ? bandsOf(bands) : latest.bands,
      bundles ?? latest.bundles,
    );
    const before = await publishedRates(scope, tariffId ?? null);
    const rows = differences(before.rates, ratesOfSheet(sheet));
    const told = rows.filter((row): row is TariffImportRow => row.outcome !== 'SAME');
    const count = (outcome: Compared['outcome']) => rows.filter((row) => row.outcome === outcome).length;
    return {
      beforeNumber: before.number,
      zoneCount: sheet.zones.length,
      prefixCount: sheet.zones.reduce((sum, { prefixes }) => sum + prefixes.length, 0),
      newCount: count('NEW'),
      changedCount: count('CHANGED'),
      goneCount: count('GONE'),
      sameCount: count('SAME'),
      problemCount: problems.length,
      problems: problems.slice(0, MOST_ROWS).map(({ line, message }) => ({ line, message })),
      rows: told.slice(0, MOST_ROWS),
    };
  },
});

interface Compared extends Omit<TariffImportRow, 'outcome'> {
  outcome: keyof typeof ImportedRate | 'SAME';
}

/** A zone in a band: the price a minute, what else it costs, and the prefixes it has. */
interface ComparedRate {
  zone: string;
  band: string;
  micro: number;
  terms: string;
  prefixes: string;
}

const ratesOfSheet = ({ zones }: Sheet): ComparedRate[] =>
  zones.flatMap((zone) =>
    [...zone.rates].map(([band, rate]) => ({
      zone: zone.name,
      band,
      micro: rate.perMinuteMicro,
      terms: [
        rate.accessMicro,
        rate.connectionMicro,
        rate.minimumSeconds,
        rate.firstIncrement,
        rate.nextIncrement,
        zone.weight,
      ].join(' '),
      prefixes: [...zone.prefixes].sort().join(' '),
    })),
  );

async function publishedRates(
  scope: Scope,
  tariffId: string | null,
): Promise<{ number: number | null; rates: ComparedRate[] }> {
  const [latest] = await scope.sql<{ id: string; number: number }>(
    `select id, number from tariff_version where tariff_id = $1 and state = 'PUBLISHED' order by number desc limit 1`,
    [tariffId],
  );
  if (!latest) return { number: null, rates: [] };
  const rates = await scope.sql<ComparedRate>(
    `select z.name as zone, b.name as band, r.per_minute_micro::float8 as micro,
        concat_ws(' ', r.access_micro, r.connection_micro, r.minimum_seconds, r.first_increment, r.next_increment, z.weight) as terms,
        (select coalesce(string_agg(p.prefix, ' ' order by p.prefix), '') from tariff_prefix p where p.tariff_zone_id = z.id) as prefixes
      from tariff_zone z join tariff_rate r on r.tariff_zone_id = z.id join tariff_band b on b.id = r.tariff_band_id
      where z.tariff_version_id = $1 order by z.name_key, b.name`,
    [latest.id],
  );
  return { number: latest.number, rates };
}

function differences(before: readonly ComparedRate[], now: readonly ComparedRate[]): Compared[] {
  const keyOf = ({ zone, band }: ComparedRate) => `${zone.toLowerCase()} / ${band}`;
  const old = new Map(before.map((rate) => [keyOf(rate), rate]));
  const kept = new Set(now.map(keyOf));
  return [
    ...now.map((rate): Compared => {
      const key = keyOf(rate);
      const was = old.get(key);
      const { zone, band, micro } = rate;
      const notes = was
        ? [
            ...(was.terms === rate.terms ? [] : ['fee, minimum or increments']),
            ...(was.prefixes === rate.prefixes ? [] : ['prefixes']),
          ]
        : [];
      const same = was && was.micro === micro && !notes.length;
      const outcome = !was ? 'NEW' : same ? 'SAME' : 'CHANGED';
      return { key, zone, band, beforeMicro: was?.micro ?? null, micro, note: notes.join(', '), outcome };
    }),
    ...before
      .filter((rate) => !kept.has(keyOf(rate)))
      .map(
        (rate): Compared => ({
          key: keyOf(rate),
          zone: rate.zone,
          band: rate.band,
          beforeMicro: rate.micro,
          micro: null,
          note: '',
          outcome: 'GONE',
        }),
      ),
  ];
}
