/** What is asked for products: lists in versions, rules, and what single companies pay. */
export type { BelowCost } from './below-cost.ts';
export { firstDayOfVersion } from './first-day.ts';
export {
  PriceList,
  PriceListKind,
  PriceListStanding,
  PriceListState,
  PriceListVersion,
} from './price-list.entity.ts';
export { versionWithBefore } from './price-list-grid.ts';
export { belowCostIn } from './publish-price-list.ts';
