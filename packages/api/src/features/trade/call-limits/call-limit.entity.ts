import { setting } from '../../../kernel/protection.ts';
import { Amount, Computed, Flag, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/**
 * What the calls of a company may come to in a day of London: as its seller has said for all of its companies or for this one, and as the
 * company has said itself, which is never more. The lower of both holds. It goes with its company to another seller. [B2]
 */
@Table('call_limit', {
  data: { kept: 'WHILE_USED', none: 'own currency warnMinor barMinor createdAt' },
  area: 'records',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: a limit begins nothing',
  kept: 'not own',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', gate: 's' },
  writes: { reseller: 'not own', company: 'own' },
  changes: {
    reseller: ['warnMinor', 'barMinor'],
    company: ['warnMinor', 'barMinor'],
  },
  impersonal: ['currency', 'warnMinor', 'barMinor'],
})
export class CallLimit {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Flag({ description: 'The company has set it itself.' }) own!: boolean;
  @Text() currency!: string;
  @Amount({ nullable: true, description: 'From here on seller and company are warned, once a day.' })
  warnMinor!: number | null;
  @Amount({
    nullable: true,
    description:
      'From here on outgoing calls are barred until the day is over, but for emergency and free numbers.',
  })
  barMinor!: number | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => Boolean,
    (row) => `(${row}.company_id is null)`,
    {
      description: 'It is for all companies of that currency that have none of their own.',
    },
  )
  forEveryone!: boolean;
  @Computed(
    () => Boolean,
    (row) =>
      `(${row}.reseller_id = ${setting('reseller_id')} and ${row}.own = (${setting('company_id')} is not null))`,
    { description: 'Whoever asks has said it, and may change it.' },
  )
  ofReader!: boolean;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
