import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Invoice, PaymentMethod } from '../billing/index.ts';
import { CreditUse } from './credit-note.entity.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;

/** What a customer paid beyond what was due of an invoice: credit, as that of a note is. [B7] */
@Table('overpayment', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    none: 'currency totalMinor usedMinor receivedOn reference createdAt method',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  begins: 'even while suspended: what came in is money of customers',
  place: 'where it happened',
  kept: mine,
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'siu', gate: 's' },
  writes: { platform: mine, reseller: mine },
  changes: { platform: ['usedMinor'], reseller: ['usedMinor'], worker: ['usedMinor'] },
  impersonal: ['totalMinor'],
})
export class Overpayment {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Text() currency!: string;
  @Amount() totalMinor!: number;
  @Amount({ description: 'What of it stands against invoices or was paid back.' }) usedMinor!: number;
  @Choice(PaymentMethod, { api: false }) method!: PaymentMethod;
  @Day() receivedOn!: string;
  @Text({ nullable: true, description: 'What the money came with.' }) reference!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => GraphQLMinor,
    (row) => `${row}.total_minor - ${row}.used_minor`,
    { description: 'What of it is still for the customer to use.' },
  )
  leftMinor!: number;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Many(() => CreditUse, 'overpaymentId', 'created_at', 3) uses!: CreditUse[];
}
