import { type UkRegion as Region, UK_REGIONS } from '@steward/shared';
import { enumeration } from '../../../kernel/table.ts';

/** A part of the United Kingdom with bank holidays of its own. */
export const UkRegion = enumeration(
  'UkRegion',
  Object.fromEntries(UK_REGIONS.map((region) => [region, region])) as { [R in Region]: R },
);
export type UkRegion = Region;
