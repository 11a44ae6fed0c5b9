import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { assignTariff } from './assign-tariff.ts';
import { discardTariffDraft } from './discard-tariff-draft.ts';
import { importTariff } from './import-tariff.ts';
import { mendTariff } from './mend-tariff.ts';
import { publishTariff } from './publish-tariff.ts';
import { rateCall } from './rate-call.ts';
import {
  Tariff,
  TariffBand,
  TariffBundle,
  TariffCustomer,
  TariffPrefix,
  TariffRate,
  TariffVersion,
  TariffZone,
} from './tariff.entity.ts';
import { tariffs, tariffZones } from './tariff.list.ts';
import { tariffImport } from './tariff-import.ts';
import tariffsSql from './tariffs.sql?raw';
import { updateTariff } from './update-tariff.ts';
import { withdrawTariff } from './withdraw-tariff.ts';
import { withdrawTariffVersion } from './withdraw-tariff-version.ts';

export const tariffsFeature = feature({
  name: 'trade/tariffs',
  needs: ['platform/tenancy', 'people/identity', 'trade/prices'],
  tables: [
    Tariff,
    TariffVersion,
    TariffBand,
    TariffBundle,
    TariffZone,
    TariffPrefix,
    TariffRate,
    TariffCustomer,
  ],
  sql: [tariffsSql],
  lists: [tariffs, tariffZones],
  verbs: [
    mutation(importTariff, Tariff),
    mutation(updateTariff, Tariff),
    mutation(publishTariff, Tariff),
    mutation(mendTariff, Tariff),
    mutation(withdrawTariffVersion, Tariff),
    mutation(discardTariffDraft, Tariff),
    mutation(assignTariff, Tariff),
    mutation(withdrawTariff, Tariff),
  ],
  views: [rateCall, tariffImport],
  audits: {
    Tariff: { label: 'Call tariff' },
  },
  demo: () => import('./demo.ts'),
});
