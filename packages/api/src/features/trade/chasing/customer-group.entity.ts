import { Int } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { Computed, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;
const begins = 'even while suspended: how one asks for what is owed is one’s own business';

/** Customers that their issuer treats alike, such as the public sector. [B7] */
@Table('customer_group', {
  data: { kept: 'WHILE_USED', none: 'name createdAt' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'siud', reseller: 'siud', worker: 's' },
  changes: { platform: ['name'], reseller: ['name'] },
  impersonal: ['name'],
  constraints: {
    customer_group_reseller_id_name_key_key: ['name', 'There is a group of this name already.'],
  },
})
export class CustomerGroup {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) => `(select count(*) from customer_group_member m where m.group_id = ${row}.id)`,
  )
  customerCount!: number;
}

/** That a customer is in a group of its issuer's: in one at most. It is the issuer's own business. [B7] */
@Table('customer_group_member', {
  data: { kept: 'WHILE_USED', none: 'createdAt' },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  begins,
  place: 'where it happened',
  may: { platform: 'siud', reseller: 'siud', worker: 's' },
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and ${mine}` },
  writes: { platform: mine, reseller: mine },
  changes: { platform: ['groupId'], reseller: ['groupId'] },
})
export class CustomerGroupMember {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() groupId!: string;
  @Moment() createdAt!: Date;

  @One(() => CustomerGroup, 'groupId') group!: CustomerGroup;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
