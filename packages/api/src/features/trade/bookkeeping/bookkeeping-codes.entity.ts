import { setting } from '../../../kernel/protection.ts';
import { Choice, enumeration, Json, Key, Ref, Table } from '../../../kernel/table.ts';
import type { BookkeepingSubject } from './subjects.ts';

/** The programs that take our files in. */
export const BookkeepingTarget = enumeration('BookkeepingTarget', {
  XERO: 'XERO',
  SAGE_50: 'SAGE_50',
  SAGE_ACCOUNTING: 'SAGE_ACCOUNTING',
  QUICKBOOKS: 'QUICKBOOKS',
});
export type BookkeepingTarget = keyof typeof BookkeepingTarget;

/** What a bookkeeper's program calls our accounts and rates, where it is not what is usual there. A row for each issuer and program. [O1] */
@Table('bookkeeping_codes', {
  data: { kept: 'WHILE_USED', none: 'target codes' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: books are kept whatever happens',
  may: { platform: 'siu', reseller: 'siu' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
  changes: { platform: ['codes'], reseller: ['codes'] },
  impersonal: ['target'],
})
export class BookkeepingCodes {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(BookkeepingTarget) target!: BookkeepingTarget;
  /** By subject. */
  @Json() codes!: Partial<Record<BookkeepingSubject, string>>;
}
