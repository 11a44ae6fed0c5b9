import { newId, type PlainDate } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';
import type { LineRate } from './read-tariff-file.ts';
import type { BandTime } from './tariff.entity.ts';

export interface GivenZone {
  name: string;
  weight?: number;
  prefixes: string[];
  bundle?: string | undefined;
  /** By the band's name. */
  rates: Record<string, LineRate>;
}

export interface GivenTariff {
  issuer: string;
  name: string;
  kind?: 'WHOLESALE' | 'RETAIL';
  currency?: string;
  everyone?: boolean;
  /** For a further version of a tariff that is there. */
  tariffId?: string;
  number?: number;
  from?: PlainDate;
  until?: PlainDate;
  bands: Record<string, BandTime[]>;
  /** Minutes a month. */
  bundles?: Record<string, number>;
  zones: GivenZone[];
}

/** A tariff with one version that has been published, since ever unless a day is given. */
export async function addTariff(
  { sql }: World,
  given: GivenTariff,
): Promise<{ id: string; versionId: string }> {
  const { issuer, kind = 'RETAIL', name, everyone = false, bundles = {} } = given;
  const [id, versionId] = [given.tariffId ?? newId(), newId()];
  if (!given.tariffId)
    await sql(
      `insert into tariff (id, reseller_id, kind, name, currency, everyone, created_at) values ($1, $2, $3, $4, $5, $6, '2026-01-01')`,
      [id, issuer, kind, name, given.currency ?? 'GBP', everyone],
    );
  await sql(
    `insert into tariff_version (id, reseller_id, tariff_id, number, state, valid_from, valid_until, published_at, created_at)
       values ($1, $2, $3, $4, 'PUBLISHED', $5, $6, '2026-01-01', '2026-01-01')`,
    [versionId, issuer, id, given.number ?? 1, given.from ?? '2020-01-01', given.until ?? null],
  );
  for (const [band, times] of Object.entries(given.bands))
    await sql(
      'insert into tariff_band (id, reseller_id, tariff_version_id, name, times) values (uuidv7(), $1, $2, $3, $4)',
      [issuer, versionId, band, JSON.stringify(times)],
    );
  for (const [bundle, minutes] of Object.entries(bundles))
    await sql(
      'insert into tariff_bundle (id, reseller_id, tariff_version_id, name, minutes) values (uuidv7(), $1, $2, $3, $4)',
      [issuer, versionId, bundle, minutes],
    );
  for (const zone of given.zones) {
    const zoneId = newId();
    await sql(
      `insert into tariff_zone (id, reseller_id, tariff_version_id, tariff_bundle_id, name, weight)
         values ($1, $2, $3, (select id from tariff_bundle where tariff_version_id = $3 and name = $4), $5, $6)`,
      [zoneId, issuer, versionId, zone.bundle ?? null, zone.name, zone.weight ?? 0],
    );
    await sql(
      `insert into tariff_prefix (id, reseller_id, tariff_version_id, tariff_zone_id, prefix)
         select uuidv7(), $1, $2, $3, p from unnest($4::text[]) p`,
      [issuer, versionId, zoneId, zone.prefixes],
    );
    for (const [band, rate] of Object.entries(zone.rates))
      await sql(
        `insert into tariff_rate (id, reseller_id, tariff_zone_id, tariff_band_id, per_minute_micro, access_micro, connection_micro,
             minimum_seconds, first_increment, next_increment)
           select uuidv7(), $1, $2, b.id, $5, $6, $7, $8, $9, $10 from tariff_band b where b.tariff_version_id = $3 and b.name = $4`,
        [
          issuer,
          zoneId,
          versionId,
          band,
          rate.perMinuteMicro,
          rate.accessMicro,
          rate.connectionMicro,
          rate.minimumSeconds,
          rate.firstIncrement,
          rate.nextIncrement,
        ],
      );
  }
  return { id, versionId };
}
