import { setting } from '../../../kernel/protection.ts';
import { Choice, Computed, enumeration, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { isCurrent, isReliedOn } from './check-conditions.ts';

export const VatRegister = enumeration('VatRegister', { HMRC: 'HMRC', VIES: 'VIES' });
export const VatNumberAnswer = enumeration('VatNumberAnswer', {
  REGISTERED: 'REGISTERED',
  NOT_REGISTERED: 'NOT_REGISTERED',
  NOT_ANSWERED: 'NOT_ANSWERED',
});
export type VatNumberAnswer = keyof typeof VatNumberAnswer;

const issuer = `issuer_id = ${setting('reseller_id')}`;

/** What a register said of a customer's VAT number when whoever sells to it asked: evidence, which nobody changes. [B5] */
@Table('vat_number_check', {
  data: {
    kept: 'ACCOUNTS',
    since: 'askedAt',
    ends: 'row',
    CUSTOMER: { for: 'ACCOUNTING', IDENTITY: 'name', LOCATION: 'address', OFFICIAL_NUMBER: 'number' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'askedByName' },
    none: 'register answer problem requesterNumber consultationNumber askedAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed, and has to be billed with the right VAT',
  may: { platform: 'si', reseller: 'si', worker: 'si' },
  writes: { reseller: issuer },
  kept: issuer,
  impersonal: ['register', 'answer'],
})
export class VatNumberCheck {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Text() number!: string;
  @Choice(VatRegister) register!: keyof typeof VatRegister;
  @Choice(VatNumberAnswer) answer!: VatNumberAnswer;
  @Text({ nullable: true, description: 'Why there was no answer.' }) problem!: string | null;
  @Text({ nullable: true, description: 'As the register has it; not every country says.' }) name!:
    | string
    | null;
  @Text({ nullable: true }) address!: string | null;
  @Text({ nullable: true, description: 'The number of whoever sells, by which the question was asked.' })
  requesterNumber!: string | null;
  @Text({ nullable: true, description: 'The register’s proof that it was asked.' })
  consultationNumber!: string | null;
  @Moment() askedAt!: Date;
  @Text() askedByName!: string;

  @Computed(
    () => String,
    (row) => `coalesce((select c.name from company c where c.id = ${row}.company_id),
      case when ${row}.company_id is null then (select r.name from reseller r where r.id = ${row}.reseller_id) end)`,
    {
      nullable: true,
      description: 'None for a company that has moved to another reseller since.',
    },
  )
  customerName!: string | null;
  @Computed(() => Boolean, isCurrent, { description: 'The latest of the number that the customer has now.' })
  current!: boolean;
  @Computed(() => Boolean, isReliedOn, {
    description: 'The customer is charged no VAT because of its number.',
  })
  reliedOn!: boolean;
  /** None for a reseller, and for a company that has moved to another one since. */
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
}
