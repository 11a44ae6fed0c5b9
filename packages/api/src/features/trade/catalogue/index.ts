/** What is sold: products and their prices. */
export { CommitmentTerms } from './commitment-terms.ts';
export { isMailbox } from './is-mailbox.ts';
export { UsageAggregation, UsagePricing } from './meter.ts';
export { ConnectorKind, Product, ProductCategory, ProductUnit, SupplyKind } from './product.entity.ts';
export { ProductParameter } from './product-parameter.ts';
