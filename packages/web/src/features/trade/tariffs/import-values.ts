import type { UseFormReturnType } from '@mantine/form';
import { type BandRow, bandsOf } from './week.ts';

/** A bundle as a row of the form says it; zones are parted by commas. */
export interface BundleRow {
  row: number;
  name: string;
  minutes: number | string;
  zones: string;
}

/** What stands beside the file. */
export interface BesideFile {
  bands: BandRow[];
  bundles: BundleRow[];
}

/** The part of the form that rows of bands and bundles change. */
export type RowsForm = Pick<
  UseFormReturnType<BesideFile>,
  'values' | 'getInputProps' | 'setFieldValue' | 'errors'
>;

/** What stands beside the file, as the API takes it. */
export const besideOf = ({ bands, bundles }: BesideFile) => ({
  bands: bandsOf(bands),
  bundles: bundles.map(({ name, minutes, zones }) => ({
    name,
    minutes: Number(minutes),
    zones: zones
      .split(',')
      .map((zone) => zone.trim())
      .filter(Boolean),
  })),
});

/** A number for another row, by which it is known however rows come and go. */
export const nextRow = (rows: readonly { row: number }[]): number =>
  Math.max(-1, ...rows.map(({ row }) => row)) + 1;
