import { Int } from 'type-graphql';
import { Choice, Computed, enumeration, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** WAITING for its record: no addresses yet. PROVED: the record was found. */
export const DomainState = enumeration('DomainState', { WAITING: 'WAITING', PROVED: 'PROVED' });
export type DomainState = keyof typeof DomainState;

/** A mail domain of a company, in which it allocates addresses once it has proved that the domain is its own. [U1] */
@Table('domain', {
  data: {
    kept: 'ACCOUNT',
    none: 'name createdAt state recordName recordValue provedAt checkedAt nextCheckAt problem',
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 'su' },
  impersonal: ['state'],
  constraints: { domain_of_company_key: ['name', "This is among the company's domains already."] },
})
export class Domain {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() name!: string;
  @Choice(DomainState) state!: DomainState;
  @Text({ nullable: true, description: 'Name of the TXT record that proves the domain.' })
  recordName!: string | null;
  @Text({ nullable: true, description: 'What the TXT record says.' }) recordValue!: string | null;
  @Moment({ nullable: true }) provedAt!: Date | null;
  @Moment({ nullable: true, description: 'When the record was last looked for.' }) checkedAt!: Date | null;
  @Moment({ nullable: true, description: 'When it is looked for next; null: only when somebody asks.' })
  nextCheckAt!: Date | null;
  @Text({ nullable: true, description: 'Why the last look did not prove it.' }) problem!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
  @Computed(
    () => Int,
    (row) => `select count(*) from email_address where domain_id = ${row}.id`,
  )
  addressCount!: number;
}
