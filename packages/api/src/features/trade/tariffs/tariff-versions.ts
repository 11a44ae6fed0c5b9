import { newId, type PlainDate } from '@steward/shared';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { PriceListKind, PriceListState } from '../prices/index.ts';
import type { NamedBand, NamedBundle, Sheet } from './judge-tariff-file.ts';

/** A tariff that is locked until the transaction ends: of two who change its versions the second waits. */
export interface LockedTariff {
  id: string;
  resellerId: string;
  kind: PriceListKind;
  name: string;
  currency: string;
  everyone: boolean;
}

/** One of whoever acts' own tariffs; NOT_FOUND for others. */
export async function lockTariff(scope: Scope, id: string): Promise<LockedTariff> {
  const [tariff] = await scope.sql<LockedTariff>(
    `select id, reseller_id as "resellerId", kind, name, currency, everyone from tariff where id = $1 for no key update`,
    [id],
  );
  if (!tariff) throw notFound('tariff');
  return tariff;
}

export interface LockedTariffVersion {
  id: string;
  state: PriceListState;
  validFrom: PlainDate;
  tariff: LockedTariff;
}

/** A version with its tariff, both held; NOT_FOUND for others'. */
export async function lockTariffVersion(scope: Scope, id: string): Promise<LockedTariffVersion> {
  const [found] = await scope.sql<{ tariffId: string }>(
    'select tariff_id as "tariffId" from tariff_version where id = $1',
    [id],
  );
  if (!found) throw notFound('version');
  const tariff = await lockTariff(scope, found.tariffId);
  const [version] = await scope.sql<Omit<LockedTariffVersion, 'tariff'>>(
    `select id, state, valid_from::text as "validFrom" from tariff_version where id = $1 for update`,
    [id],
  );
  if (!version) throw notFound('version');
  return { ...version, tariff };
}

/** Publishes a draft from a day on, until the next version holds; what held on that day ends there. */
export async function holdFrom(
  scope: Scope,
  tariffId: string,
  versionId: string,
  from: PlainDate,
): Promise<void> {
  const until = await makeRoom(scope, tariffId, from);
  await scope.sql(
    `update tariff_version set state = 'PUBLISHED', valid_from = $2, valid_until = $3, published_at = $4 where id = $1`,
    [versionId, from, until, scope.now],
  );
}

/** Ends what holds on a day there, and says on which day the next version comes; null if none does. */
async function makeRoom(scope: Scope, tariffId: string, from: PlainDate): Promise<PlainDate | null> {
  await scope.sql(
    `update tariff_version set valid_until = $2
      where tariff_id = $1 and state = 'PUBLISHED' and valid_from <= $2 and coalesce(valid_until > $2, true)`,
    [tariffId, from],
  );
  const [next] = await scope.sql<{ day: PlainDate | null }>(
    `select min(valid_from)::text as day from tariff_version
      where tariff_id = $1 and state = 'PUBLISHED' and valid_from > $2 and coalesce(valid_until > valid_from, true)`,
    [tariffId, from],
  );
  return next?.day ?? null;
}

/** Throws away what a draft says. */
export async function emptyDraft(scope: Scope, versionId: string): Promise<void> {
  for (const table of ['tariff_prefix', 'tariff_rate', 'tariff_zone', 'tariff_bundle', 'tariff_band'])
    await scope.sql(
      table === 'tariff_rate'
        ? `delete from tariff_rate r using tariff_zone z where z.id = r.tariff_zone_id and z.tariff_version_id = $1`
        : `delete from ${table} where tariff_version_id = $1`,
      [versionId],
    );
}

/** The draft of a tariff with nothing in it, made if there is none. */
export async function emptyDraftOf(
  scope: Scope,
  { id: tariffId, resellerId }: Pick<LockedTariff, 'id' | 'resellerId'>,
  from: PlainDate,
): Promise<string> {
  const [draft] = await scope.sql<{ id: string }>(
    `update tariff_version set valid_from = $2 where tariff_id = $1 and state = 'DRAFT' returning id`,
    [tariffId, from],
  );
  if (draft) {
    await emptyDraft(scope, draft.id);
    return draft.id;
  }
  const id = newId();
  await scope.sql(
    `insert into tariff_version (id, reseller_id, tariff_id, number, state, valid_from, created_at)
       select $1, $2, $3, coalesce(max(number), 0) + 1, 'DRAFT', $4, $5 from tariff_version where tariff_id = $3`,
    [id, resellerId, tariffId, from, scope.now],
  );
  return id;
}

/** Writes what a version says into an empty one. */
export async function writeSheet(
  scope: Scope,
  resellerId: string,
  versionId: string,
  { zones, bands, bundles }: Sheet,
): Promise<void> {
  const bandIds = new Map(bands.map(({ name }) => [name, newId()]));
  const bundleIds = new Map(bundles.map(({ name }) => [name, newId()]));
  const made = zones.map((zone) => ({ ...zone, id: newId() }));
  const rows = (of: unknown[]) => [resellerId, versionId, JSON.stringify(of)];
  await scope.sql(
    `insert into tariff_band (id, reseller_id, tariff_version_id, name, times)
       select g.id, $1, $2, g.name, g.times from jsonb_to_recordset($3) g (id uuid, name text, times jsonb)`,
    rows(bands.map(({ name, times }) => ({ id: bandIds.get(name), name, times }))),
  );
  await scope.sql(
    `insert into tariff_bundle (id, reseller_id, tariff_version_id, name, minutes)
       select g.id, $1, $2, g.name, g.minutes from jsonb_to_recordset($3) g (id uuid, name text, minutes integer)`,
    rows(bundles.map(({ name, minutes }) => ({ id: bundleIds.get(name), name, minutes }))),
  );
  await scope.sql(
    `insert into tariff_zone (id, reseller_id, tariff_version_id, tariff_bundle_id, name, weight)
       select g.id, $1, $2, g.bundle, g.name, g.weight
         from jsonb_to_recordset($3) g (id uuid, bundle uuid, name text, weight integer)`,
    rows(
      made.map(({ id, name, weight, bundle }) => ({
        id,
        name,
        weight,
        bundle: bundle && bundleIds.get(bundle),
      })),
    ),
  );
  await scope.sql(
    `insert into tariff_prefix (id, reseller_id, tariff_version_id, tariff_zone_id, prefix)
       select uuidv7(), $1, $2, g.zone, g.prefix from jsonb_to_recordset($3) g (zone uuid, prefix text)`,
    rows(made.flatMap(({ id, prefixes }) => prefixes.map((prefix) => ({ zone: id, prefix })))),
  );
  await scope.sql(
    `insert into tariff_rate (id, reseller_id, tariff_zone_id, tariff_band_id, per_minute_micro, access_micro, connection_micro,
         minimum_seconds, first_increment, next_increment)
       select uuidv7(), $1, g.zone, g.band, g."perMinuteMicro", g."accessMicro", g."connectionMicro", g."minimumSeconds",
           g."firstIncrement", g."nextIncrement"
         from jsonb_to_recordset($2) g (zone uuid, band uuid, "perMinuteMicro" bigint, "accessMicro" bigint, "connectionMicro" bigint,
           "minimumSeconds" integer, "firstIncrement" integer, "nextIncrement" integer)`,
    [
      resellerId,
      JSON.stringify(
        made.flatMap(({ id, rates }) =>
          [...rates].map(([band, rate]) => ({ zone: id, band: bandIds.get(band), ...rate })),
        ),
      ),
    ],
  );
}

/** The bands and bundles of the latest version of a tariff, draft or published: a file alone leaves them as they are. */
export async function besideLatest(
  scope: Scope,
  tariffId: string,
): Promise<{ bands: NamedBand[]; bundles: NamedBundle[] }> {
  const [latest] = await scope.sql<{ bands: NamedBand[]; bundles: NamedBundle[] }>(
    `select coalesce((select jsonb_agg(jsonb_build_object('name', b.name, 'times', b.times) order by b.name)
            from tariff_band b where b.tariff_version_id = v.id), '[]') as bands,
        coalesce((select jsonb_agg(jsonb_build_object('name', b.name, 'minutes', b.minutes, 'zones',
              (select coalesce(jsonb_agg(z.name), '[]') from tariff_zone z where z.tariff_bundle_id = b.id)) order by b.name)
            from tariff_bundle b where b.tariff_version_id = v.id), '[]') as bundles
      from tariff_version v where v.tariff_id = $1 order by v.number desc limit 1`,
    [tariffId],
  );
  return latest ?? { bands: [], bundles: [] };
}
