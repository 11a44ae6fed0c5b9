import type { Level } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import { Choice, Computed, column, Id, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Company, Reseller } from '../tenancy/index.ts';

const byOneself = `actor_membership_id = ${setting('membership_id')}`;

/** Who did what, when, to what; written by the kernel with every verb, never changed. It names people by id only. [D9] */
@Table('audit_entry', {
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what happens is put down',
  may: { platform: 'si', reseller: 'si', company: 'si', endUser: 'si', worker: 'i', gate: 'i' },
  // Nobody puts down what another did.
  writes: { reseller: byOneself, company: byOneself, endUser: byOneself },
})
export class AuditEntry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Moment() at!: Date;
  @Text({ description: 'The verb, e.g. onboardCompany.' }) action!: string;
  @Choice(LevelChoice, { nullable: true, description: 'None: the product itself.' })
  actorLevel!: Level | null;
  @Ref({ nullable: true }) actorPersonId!: string | null;
  @Ref({ nullable: true }) actorMembershipId!: string | null;
  @Text() subjectType!: string;
  @Id({ nullable: true }) subjectId!: string | null;
  @Text({ nullable: true, description: 'Customer code, invoice number and the like.' }) reference!:
    | string
    | null;
  @column('text[]', () => [String], {}) changed!: string[];
  @Text({ nullable: true }) requestId!: string | null;

  @Computed(
    () => String,
    (row) => `select coalesce(
      (select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.actor_membership_id),
      case ${row}.actor_level when 'PLATFORM' then 'Platform staff' when 'RESELLER' then 'Reseller' when 'COMPANY' then 'Administrator'
        when 'END_USER' then 'End user' else 'Steward' end)`,
  )
  actorName!: string;
  @Computed(
    () => String,
    // Only tables that every level with an audit log may read; other subjects carry a reference.
    (row) => `select coalesce(case ${row}.subject_type
      when 'Company' then (select c.name from company c where c.id = ${row}.subject_id)
      when 'Reseller' then (select r.name from reseller r where r.id = ${row}.subject_id)
      when 'EndUser' then (select u.first_name || ' ' || u.last_name from end_user u where u.id = ${row}.subject_id)
      when 'Membership' then (select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.subject_id)
      when 'Domain' then (select d.name from domain d where d.id = ${row}.subject_id)
      when 'Product' then (select p.name from product p where p.id = ${row}.subject_id)
      when 'Subscription' then (select s.reference from subscription s where s.id = ${row}.subject_id)
      when 'ProvisioningJob' then (select s.reference from provisioning_job j join subscription s on s.id = j.subscription_id
        where j.id = ${row}.subject_id)
      when 'Invoice' then (select i.number from invoice i where i.id = ${row}.subject_id)
      when 'Payment' then (select i.number from payment y join invoice i on i.id = y.invoice_id where y.id = ${row}.subject_id)
      when 'Notice' then (select n.title from notice n where n.id = ${row}.subject_id)
    end, ${row}.reference, '')`,
    { description: 'What it is called now; empty if it is gone.' },
  )
  subjectName!: string;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
