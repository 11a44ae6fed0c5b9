import { Flag, Key, Ref, Table } from '../../../kernel/table.ts';

/** What an issuer sends by mail beyond the invoice's PDF; without a row of it, nothing. [B7] */
@Table('billing_letters', {
  data: { kept: 'WHILE_USED', none: 'eInvoice monthlyStatements' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what is owed is asked for',
  may: { platform: 'siu', reseller: 'siu', worker: 's' },
  changes: {
    platform: ['eInvoice', 'monthlyStatements'],
    reseller: ['eInvoice', 'monthlyStatements'],
  },
  impersonal: ['eInvoice', 'monthlyStatements'],
})
export class BillingLetters {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'The e-invoice goes along with the PDF.' }) eInvoice!: boolean;
  @Flag({
    description:
      'On the first working day of a month, customers who owe something or whose account has moved get a statement of the month before.',
  })
  monthlyStatements!: boolean;
}
