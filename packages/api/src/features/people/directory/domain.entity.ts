import { Int } from 'type-graphql';
import { Computed, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** A mail domain of a company, in which it allocates addresses. [U1] */
@Table('domain', {
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 's' },
  constraints: { domain_name_key: ['name', 'This domain is already in use.'] },
})
export class Domain {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() name!: string;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
  @Computed(
    () => Int,
    (row) => `select count(*) from email_address where domain_id = ${row}.id`,
  )
  addressCount!: number;
}
