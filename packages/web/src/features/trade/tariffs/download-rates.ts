import { csvFile } from '@steward/shared';
import { download } from '../../../lib/download.ts';
import type { Zone } from './ZoneList.tsx';

const COLUMNS = [
  'prefix',
  'zone',
  'band',
  'pricePerMinute',
  'accessCharge',
  'connectionFee',
  'minimumSeconds',
  'firstIncrement',
  'nextIncrement',
  'weight',
] as const;

const amount = (micro: number): string => (micro / 1_000_000).toFixed(6);

/** Saves the rates of a version as the file that an import takes; text that a spreadsheet would run is neutralised [S62]. */
export function downloadRates(name: string, zones: readonly Zone[]): void {
  const rows = zones.flatMap((zone) =>
    zone.rates.map((rate) => [
      zone.prefixes,
      zone.name,
      rate.band.name,
      amount(rate.perMinuteMicro),
      amount(rate.accessMicro),
      amount(rate.connectionMicro),
      rate.minimumSeconds,
      rate.firstIncrement,
      rate.nextIncrement,
      zone.weight,
    ]),
  );
  download(`${name}.csv`, new Blob([csvFile(COLUMNS, rows)]), 'text/csv');
}
