import { setting } from '../../../kernel/protection.ts';
import { Choice, column, Id, Key, Moment, Ref, Table, Text, Whole } from '../../../kernel/table.ts';
import { PriceListKind } from '../prices/index.ts';

const micro = () => column('bigint', () => String, { api: false });
const ofCompany = `company_id = ${setting('company_id')} and side = 'RETAIL'`;

/**
 * What a call was rated at at a side before it was re-rated. It is never changed, and gone only with the call. [B2]
 */
@Table('call_rating', {
  data: {
    called: 'former price of a call',
    kept: 'TRAFFIC',
    since: 'startedAt',
    ends: 'row',
    END_USER: {
      for: 'BILLING',
      TRAFFIC:
        'startedAt side currency priceMicro billedSeconds bundle bundleSeconds zone prefix band supersededAt',
    },
  },
  area: 'records',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  may: { platform: 's', reseller: 's', company: 's', endUser: 's', gate: 'sid' },
  rows: {
    company: `${ofCompany} and (select calls_are_itemised())`,
    endUser: `${ofCompany} and end_user_id = ${setting('end_user_id')} and (select calls_are_for_end_users())`,
  },
})
export class SupersededRating {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Id({ api: false }) callId!: string;
  @Moment() startedAt!: Date;
  @Choice(PriceListKind) side!: PriceListKind;
  @Text() currency!: string;
  @micro() priceMicro!: string;
  @Whole() billedSeconds!: number;
  @Text({ nullable: true }) bundle!: string | null;
  @Whole() bundleSeconds!: number;
  @Text() zone!: string;
  @Text() prefix!: string;
  @Text() band!: string;
  @Id({ api: false }) versionId!: string;
  @Id({ nullable: true, api: false }) chargeId!: string | null;
  @Id({ api: false }) reratingId!: string;
  @Moment() supersededAt!: Date;
}
