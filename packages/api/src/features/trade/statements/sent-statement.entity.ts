import { setting } from '../../../kernel/protection.ts';
import { Amount, Day, Flag, Key, Moment, Ref, Table, Text, Whole } from '../../../kernel/table.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;

/** A statement that a customer was sent: of some days, by its issuer; that of a month by itself once. [B7] */
@Table('sent_statement', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    none: 'from to monthly currency closingMinor recipientCount createdAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed is asked for',
  may: { platform: 'si', reseller: 'si', company: 's', worker: 'si' },
  writes: { reseller: mine },
  kept: mine,
})
export class SentStatement {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Day() from!: string;
  @Day({ description: 'The last day.' }) to!: string;
  @Flag({ description: 'It went out by itself, as each month.' }) monthly!: boolean;
  @Text() currency!: string;
  @Amount({ description: 'What was owed at the end of the last day.' }) closingMinor!: number;
  @Whole({ description: 'How many people it went to.' }) recipientCount!: number;
  @Moment() createdAt!: Date;
}
