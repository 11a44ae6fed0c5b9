export * from './ids.ts';
export * from './money.ts';
export * from './period.ts';
export * from './vat-number.ts';
