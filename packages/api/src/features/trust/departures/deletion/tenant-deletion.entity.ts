import { Field, Int, ObjectType } from 'type-graphql';
import { type RetentionRule, RetentionRuleChoice } from '../../../../kernel/personal-data.ts';
import { GraphQLDate } from '../../../../kernel/scalars.ts';
import {
  Choice,
  Document,
  enumeration,
  Id,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../../kernel/table.ts';

/** What became of one table. */
@ObjectType()
export class DeletedTable {
  @Field(() => String) table!: string;
  @Field(() => String, { description: 'What it holds, in words.' }) what!: string;
  @Field(() => Int, { description: 'Rows that are gone.' }) gone!: number;
  @Field(() => Int, {
    description: 'Rows to which something refers that is kept: nothing of anybody is left in them.',
  })
  emptied!: number;
  @Field(() => Int, { description: 'Rows that are kept.' }) kept!: number;
  @Field(() => RetentionRuleChoice, { description: 'The line of the matrix.' }) rule!: RetentionRule;
  @Field(() => String, { description: 'Why it went, or what asks for it to be kept.' }) why!: string;
  @Field(() => GraphQLDate, { nullable: true, description: 'When the last of what is kept goes.' })
  until!: string | null;
}

export const TenantDeletionState = enumeration('TenantDeletionState', {
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
});

/** That a tenant was deleted, and what became of each table: evidence, which names nobody. [S20] */
@Table('tenant_deletion', {
  data: {
    kept: 'PROOF',
    since: 'doneAt',
    none: 'reference state requestedAt doneAt failure gone emptied kept tables keyDestroyedAt digest',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: who has left is',
  may: { platform: 'siu', reseller: 's', company: 's' },
  impersonal: ['state', 'gone', 'emptied', 'kept', 'digest', 'keyDestroyedAt'],
  constraints: { tenant_deletion_of_departure: ['departureId', 'It has been deleted already, or is being.'] },
})
export class TenantDeletion {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id() departureId!: string;
  @Text({ description: 'Its customer code, or invoice prefix.' }) reference!: string;
  @Choice(TenantDeletionState) state!: keyof typeof TenantDeletionState;
  @Ref() requestedBy!: string;
  @Moment() requestedAt!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Text({ nullable: true, description: 'Why nothing was deleted.' }) failure!: string | null;
  @Whole() gone!: number;
  @Whole() emptied!: number;
  @Whole() kept!: number;
  @Document(() => [DeletedTable], { description: 'Table by table.' }) tables!: DeletedTable[];
  @Moment({
    nullable: true,
    description: 'When its key was destroyed; until then something must be kept that opens with it.',
  })
  keyDestroyedAt!: Date | null;
  @Text({ nullable: true, description: 'SHA-256 over what became of each table.' }) digest!: string | null;
}
