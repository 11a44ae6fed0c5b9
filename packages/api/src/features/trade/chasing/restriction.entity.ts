import { setting } from '../../../kernel/protection.ts';
import { Choice, Computed, Day, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Invoice } from '../billing/index.ts';
import { RestrictionKind } from './chasing-step.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;

/**
 * What an issuer withholds while an invoice is not paid: said first, with the day, begun on it, ended by itself or by hand. A
 * customer is restricted for as long as one of these stands, by whichever invoice. [B7]
 */
@Table('restriction', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { endedByName: `case when ended_by_name is not null then '' end` },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'endedByName' },
    none: 'kind takesEffectOn createdAt beganAt endedAt outcome',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed is asked for',
  kept: mine,
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'siu', gate: 's' },
  writes: { reseller: mine },
  changes: {
    platform: ['takesEffectOn', 'beganAt', 'endedAt', 'endedByName', 'outcome'],
    reseller: ['endedAt', 'endedByName', 'outcome'],
    worker: ['takesEffectOn', 'beganAt', 'endedAt'],
  },
  impersonal: ['kind', 'takesEffectOn', 'beganAt', 'endedAt'],
})
export class Restriction {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Choice(RestrictionKind) kind!: RestrictionKind;
  @Day({ description: 'The day that the warning named.' }) takesEffectOn!: string;
  @Moment({ description: 'When it was said.' }) createdAt!: Date;
  @Moment({ nullable: true, description: 'None: it has not begun.' }) beganAt!: Date | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true, description: 'Who lifted it; none: it ended by itself.' }) endedByName!:
    | string
    | null;
  @Text({ nullable: true, description: 'Why it was lifted.' }) outcome!: string | null;

  @Computed(
    () => Boolean,
    (row) => `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    { description: 'Whoever asks issued the invoice.' },
  )
  ofIssuer!: boolean;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
