export * from './errors.ts';
export * from './ids.ts';
export * from './invoice-totals.ts';
export * from './money.ts';
export * from './period.ts';
export * from './permissions.ts';
export * from './rules.ts';
export * from './vat-number.ts';
