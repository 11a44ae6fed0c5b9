import type { Level } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import { enumeration } from '../../../kernel/table.ts';

/** What customers are billed in, each in one of these. [C2] */
export const Currency = enumeration('Currency', { GBP: 'GBP', EUR: 'EUR', USD: 'USD' });
export type Currency = keyof typeof Currency;

/** SQL: what whoever asks, at this level, is billed in. */
export const ownCurrency = (level: Level | undefined): string =>
  level === 'COMPANY' || level === 'END_USER'
    ? `(select own.currency from company own where own.id = ${setting('company_id')})`
    : `(select own.currency from reseller own where own.id = ${setting('reseller_id')})`;
