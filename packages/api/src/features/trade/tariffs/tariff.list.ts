import { setting } from '../../../kernel/protection.ts';
import { beginsWith, by, choice, equals, list } from '../../../kernel/read/list.ts';
import { PriceListKind } from '../prices/index.ts';
import { Tariff, TariffZone } from './tariff.entity.ts';

/** The tariffs that whoever looks issues. [B2] */
export const tariffs = list(Tariff, {
  name: 'tariffs',
  permission: 'PRICE_LIST_READ',
  only: (row) => `${row}.reseller_id = ${setting('reseller_id')}`,
  filters: { search: beginsWith('name_key'), kind: choice('kind', PriceListKind) },
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});

/** What calls cost in a version, zone by zone; found by name, or by a number that a zone has. [B2] */
export const tariffZones = list(TariffZone, {
  name: 'tariffZones',
  permission: 'PRICE_LIST_READ',
  filters: { search: beginsWith('name_key'), versionId: equals('tariff_version_id') },
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});
