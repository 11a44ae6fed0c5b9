import { enumeration } from '../../../kernel/table.ts';

/** How whoever issues invoices brings VAT to whole pennies: see `vatOn` in the shared rules. [B5] */
export const VatRounding = enumeration('VatRounding', {
  NEAREST: 'NEAREST',
  DOWN: 'DOWN',
  EACH_LINE: 'EACH_LINE',
});
export type VatRounding = keyof typeof VatRounding;
