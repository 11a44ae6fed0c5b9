import type { Level } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Id,
  Json,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { LevelChoice, SecurityEventKind } from '../../people/identity/index.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { labelOf, nameOf } from './subjects.ts';

const byOneself = `actor_membership_id = ${setting('membership_id')} and position is null`;

const hidden = { nullable: true, api: false } as const;

/** A field as it was and as it is now, in words of the API; null: nothing. */
@ObjectType('AuditDifference')
export class AuditDifference {
  @Field(() => String) field!: string;
  @Field(() => String, { nullable: true }) before!: string | null;
  @Field(() => String, { nullable: true }) after!: string | null;
}

/** Who did what, when, to what; written by the kernel with every verb, never changed. It names people by id only. [D9] */
@Table('audit_entry', {
  data: {
    kept: 'PROOF',
    since: 'at',
    ends: 'never: a link of the chain; of persons it holds ids and what is no one’s secret',
    ACTOR: {
      for: 'ACCOUNTABILITY',
      TRAFFIC: 'at action actorLevel requestId refusal',
      SERVICE: 'subjectType reference changed differences',
    },
    none: 'position previousHash hash',
  },
  area: 'records',
  notes: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what happens is put down',
  may: { platform: 'si', reseller: 'si', company: 'si', endUser: 'si', worker: 'siu', gate: 'si' },
  // The worker puts them into the chain.
  changes: { worker: ['position', 'previousHash', 'hash'] },
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
  @Computed(
    () => [AuditDifference],
    (row) => `coalesce(${row}.differences, '[]')`,
    {
      description: 'Of what changed, that which is never personal.',
    },
  )
  @Json({ nullable: true })
  differences!: AuditDifference[] | null;
  @Text({ nullable: true }) requestId!: string | null;
  @Choice(SecurityEventKind, { nullable: true, description: 'Why it was not done; none: it was.' })
  refusal!: keyof typeof SecurityEventKind | null;
  /** Its place in its tenant's chain, from 1; null until a job has given it one. */
  @column('bigint', () => String, hidden) position!: number | null;
  /** Of the entry before it; empty for the first. */
  @column('bytea', () => String, hidden) previousHash!: Buffer | null;
  @column('bytea', () => String, hidden) hash!: Buffer | null;

  @Computed(
    () => String,
    (row) => `select coalesce(
      (select case ${row}.refusal when 'SIGN_IN_FAILED' then 'Somebody as ' else '' end || m.first_name || ' ' || m.last_name
        from membership m where m.id = ${row}.actor_membership_id),
      case ${row}.actor_level when 'PLATFORM' then 'Platform staff' when 'RESELLER' then 'Reseller' when 'COMPANY' then 'Administrator'
        when 'END_USER' then 'End user' else 'Steward' end)`,
  )
  actorName!: string;
  @Computed(() => String, nameOf, { description: 'What it is called now; empty if it is gone.' })
  subjectName!: string;
  @Computed(() => String, labelOf, { description: 'What kind of thing it is, for people to read.' })
  subjectLabel!: string;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** Where a tenant's chain of audit entries ends. [S81] */
@Table('audit_chain', {
  data: { kept: 'PROOF', none: 'position hash' },
  area: 'records',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what happens is put down',
  may: { platform: 's', worker: 'siu' },
  internal: true,
})
export class AuditChain {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @column('bigint', () => String, { api: false }) position!: number;
  @column('bytea', () => String, { api: false }) hash!: Buffer;
}
