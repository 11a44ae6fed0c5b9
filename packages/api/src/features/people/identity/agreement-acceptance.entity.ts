import { ID } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Computed, column, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Agreement } from '../../trust/agreements/index.ts';

/** Who accepted a version of the processing agreement, for which company or reseller, in which role: evidence, never changed. [D1] */
@Table('agreement_acceptance', {
  data: {
    kept: 'PROOF',
    since: 'acceptedAt',
    ends: 'row',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'byName', SERVICE: 'roleName', TRAFFIC: 'acceptedAt' },
    none: 'textHash',
  },
  area: 'privacy',
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: an agreement binds whoever is suspended, too',
  may: { platform: 's', reseller: 'si', company: 'si' },
  writes: {
    reseller: `company_id is null and membership_id = ${setting('membership_id')}`,
    company: `membership_id = ${setting('membership_id')}`,
  },
  constraints: { agreement_acceptance_once: ['version', 'This version has been accepted already.'] },
})
export class AgreementAcceptance {
  @Key() id!: string;
  @Ref() agreementId!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text({ description: 'SHA-256 of the text that was accepted.' }) textHash!: string;
  @column('uuid', () => ID, { api: false }) membershipId!: string;
  @Text({ description: 'Who accepted it, as they were called then.' }) byName!: string;
  @Text({ description: 'In which role.' }) roleName!: string;
  @Moment() acceptedAt!: Date;

  @One(() => Agreement, 'agreementId') agreement!: Agreement;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Computed(
    () => String,
    (row) => `coalesce((select c.name from company c where c.id = ${row}.company_id),
      (select r.name from reseller r where r.id = ${row}.reseller_id and ${row}.company_id is null), '')`,
    { description: 'For whom.' },
  )
  tenantName!: string;
}

/** Who has accepted which version, newest first. */
export const agreementAcceptances = list(AgreementAcceptance, {
  name: 'agreementAcceptances',
  permission: 'AGREEMENT_READ',
  filters: {
    agreementId: equals('agreement_id'),
    ofReseller: yesOrNo((row) => `(${row}.company_id is null)`),
  },
  sorts: { ACCEPTED_AT: [by('accepted_at', 'timestamptz')] },
  order: ['ACCEPTED_AT', 'DESC'],
});
