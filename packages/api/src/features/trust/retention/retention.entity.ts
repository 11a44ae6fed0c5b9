import type { Level } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { type RetentionRule, RetentionRuleChoice } from '../../../kernel/personal-data.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import {
  Choice,
  Computed,
  column,
  Document,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

const whose = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
} as const;

const tenantName = (row: string): string =>
  `select coalesce((select c.name from company c where c.id = ${row}.company_id),
    (select r.name from reseller r where r.id = ${row}.reseller_id))`;

/** A tenant keeps something shorter than the matrix says. [D4] */
@Table('retention_choice', {
  data: { kept: 'WHILE_USED', none: 'rule months setAt' },
  ...whose,
  internal: true,
  begins: 'even while suspended: it only lets things go sooner',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 's' },
  writes: { reseller: 'company_id is null' },
  impersonal: ['rule', 'months'],
})
export class RetentionChoice {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text() rule!: RetentionRule;
  @Whole() months!: number;
  @Moment() setAt!: Date;
  @Ref() setBy!: string;
}

export const LegalHoldKind = enumeration('LegalHoldKind', {
  PERSON: 'PERSON',
  COMPANY: 'COMPANY',
  MATTER: 'MATTER',
});
export type LegalHoldKind = keyof typeof LegalHoldKind;

/** Stops all forgetting: of a person, of a company, or of the lines of the matrix that a matter needs. [D4] */
@Table('legal_hold', {
  data: {
    kept: 'PROOF',
    since: 'liftedAt',
    // What a claim needs is not told to whom it is about: Data Protection Act 2018 Sch. 2 para. 5.
    whose: 'nobody: kept for a claim, which it would harm if it were handed out',
    ends: 'values',
    emptied: { placedByName: `''`, liftedByName: `case when lifted_by_name is not null then '' end` },
    END_USER: { for: 'ACCOUNTABILITY', CONTENT: 'reason' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'placedByName liftedByName' },
    none: 'kind rules reference level placedAt liftedAt',
  },
  ...whose,
  begins: 'even while suspended: a claim does not wait',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 's' },
  writes: { reseller: `level = 'RESELLER'`, company: `level = 'COMPANY'` },
  impersonal: ['kind', 'level'],
})
export class LegalHold {
  @Key() id!: string;
  @Id() resellerId!: string;
  @Id({ nullable: true }) companyId!: string | null;
  @Choice(LegalHoldKind) kind!: LegalHoldKind;
  @Id({ nullable: true }) endUserId!: string | null;
  @column('text[]', () => [RetentionRuleChoice], {
    description: 'The lines of the matrix that a matter needs.',
  })
  rules!: RetentionRule[];
  @Text({ description: 'What it is called, such as the number of a claim.' }) reference!: string;
  @Sealed({ nullable: true }) reason!: string | null;
  @Choice(LevelChoice, { description: 'Whose people placed it: they alone lift it.' }) level!: Level;
  @Moment() placedAt!: Date;
  @Ref({ nullable: true }) placedBy!: string | null;
  @Text() placedByName!: string;
  @Moment({ nullable: true }) liftedAt!: Date | null;
  @Text({ nullable: true }) liftedByName!: string | null;

  @Computed(() => String, tenantName, { description: 'Whose data it holds.' }) tenantName!: string;
  @Computed(
    () => Boolean,
    (row) => `current_setting('role') = 'steward_' || lower(${row}.level)`,
    {
      description: 'Whether you are among those who may lift it.',
    },
  )
  mine!: boolean;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
}

/** How much of what is over a hold keeps. */
@ObjectType()
export class HeldBack {
  @Field(() => String) reference!: string;
  @Field(() => Int) count!: number;
}

/** What became of one table in a run. */
@ObjectType()
export class RetentionTally {
  @Field(() => String) table!: string;
  @Field(() => RetentionRuleChoice) rule!: RetentionRule;
  @Field(() => GraphQLDate, { description: 'What began before this day is over.' }) before!: string;
  @Field(() => Int, { description: 'Rows that went, or were emptied.' }) gone!: number;
  @Field(() => Int, { description: 'Rows that were over and are held.' }) held!: number;
  @Field(() => [HeldBack]) holds!: HeldBack[];
  @Field(() => String, { nullable: true, description: 'Why some did not go.' }) problem!: string | null;
}

export const RetentionRunState = enumeration('RetentionRunState', { RUNNING: 'RUNNING', DONE: 'DONE' });

/** A night on which something went, or was held: evidence. It names no one. [D4] [S84] */
@Table('retention_run', {
  data: { kept: 'PROOF', since: 'startedAt', none: 'state startedAt finishedAt gone held tables hash' },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is over goes',
  may: { platform: 's', reseller: 's', company: 's', worker: 'siu' },
  impersonal: ['gone', 'held', 'hash'],
})
export class RetentionRun {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Choice(RetentionRunState) state!: keyof typeof RetentionRunState;
  @Moment() startedAt!: Date;
  @Moment({ nullable: true }) finishedAt!: Date | null;
  @Whole({ description: 'Rows that went, or were emptied.' }) gone!: number;
  @Whole({ description: 'Rows that were over and are held.' }) held!: number;
  @Document(() => [RetentionTally], { description: 'Table by table.' }) tables!: RetentionTally[];
  @Text({ nullable: true, description: 'SHA-256 over all of it and the hash of the run before.' }) hash!:
    | string
    | null;

  @Computed(() => String, tenantName, { description: 'Whose data it was.' }) tenantName!: string;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
