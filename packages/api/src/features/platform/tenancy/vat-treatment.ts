import { enumeration } from '../../../kernel/table.ts';

/** What VAT a customer is charged by a seller in the United Kingdom. */
export const VatTreatment = enumeration('VatTreatment', { STANDARD: 'STANDARD', OUTSIDE_UK: 'OUTSIDE_UK' });
export type VatTreatment = keyof typeof VatTreatment;

/** What an address suggests: the Isle of Man is treated as part of the United Kingdom for VAT. */
export const usualVatTreatment = ({ country }: { country: string }): VatTreatment =>
  country === 'GB' || country === 'IM' ? 'STANDARD' : 'OUTSIDE_UK';
