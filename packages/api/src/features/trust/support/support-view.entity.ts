import { Id, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** What was looked at by somebody who was let in; never changed. The company reads it beside what was done. [T4] */
@Table('support_view', {
  data: {
    kept: 'PROOF',
    since: 'at',
    ends: 'row',
    ACTOR: { for: 'ACCOUNTABILITY', TRAFFIC: 'at minute what subjectType requestId' },
  },
  internal: true,
  area: 'support',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is looked at is put down',
  may: { platform: 's', reseller: 's', company: 's', gate: 'i' },
})
export class SupportView {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() grantId!: string;
  @Moment() at!: Date;
  @Moment() minute!: Date;
  @Text({ description: 'The query that was answered, or the address that was opened.' }) what!: string;
  @Text() subjectType!: string;
  @Id({ nullable: true }) subjectId!: string | null;
  @Text() requestId!: string;
}
