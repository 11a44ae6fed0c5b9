import { Field, ID, ObjectType } from 'type-graphql';
import {
  Amount,
  Choice,
  column,
  Document,
  enumeration,
  Flag,
  Id,
  Json,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

export const ChangeSetState = enumeration('ChangeSetState', {
  PREVIEW: 'PREVIEW',
  WAITING: 'WAITING',
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
  REVERSING: 'REVERSING',
  REVERSED: 'REVERSED',
  DISCARDED: 'DISCARDED',
});
export type ChangeSetState = keyof typeof ChangeSetState;

/** What a row of the file would do. */
export const RowKind = enumeration('ChangeSetRowKind', {
  ADD: 'ADD',
  CHANGE: 'CHANGE',
  SAME: 'SAME',
  WRONG: 'WRONG',
});
export type RowKind = keyof typeof RowKind;

/** What became of a row. NONE: there was nothing to do. KEPT: it was not taken back, for something has been built upon it. */
export const RowOutcome = enumeration('ChangeSetRowOutcome', {
  NONE: 'NONE',
  WAITING: 'WAITING',
  DONE: 'DONE',
  REFUSED: 'REFUSED',
  REVERSED: 'REVERSED',
  KEPT: 'KEPT',
});
export type RowOutcome = keyof typeof RowOutcome;

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/**
 * A file of people: compared with the directory, then applied in batches, and reversed as a whole while nothing has been
 * built upon it. Names of who decided stand in it: it is the evidence that somebody stated what had to be stated. [U2]
 */
@Table('change_set', {
  data: {
    kept: 'ADD_ON',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'submittedByName statedByName approvedByName' },
    none: 'fileName state unknownColumns rowCount addCount changeCount sameCount errorCount serviceCount monthlyMinor currency doneCount refusedCount reversedCount keptCount failures failure statementVersion statedAt approvedAt reversedByName reversalAt finishedAt forgottenAt createdAt endCount endMinor emptyCount emptying',
  },
  area: 'directory',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'sud' },
  impersonal: ['state'],
})
export class ChangeSet {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() fileName!: string;
  @Choice(ChangeSetState, {
    description:
      'WAITING: for a second person’s approval. FAILED: it has stopped, and can be taken up again.',
  })
  state!: ChangeSetState;
  @column('text[]', () => [String], { description: 'Columns of the file that are left out.' })
  unknownColumns!: string[];
  @Whole() rowCount!: number;
  @Whole() addCount!: number;
  @Whole() changeCount!: number;
  @Whole({ description: 'Rows that say what the directory says already.' }) sameCount!: number;
  @Whole() errorCount!: number;
  @Whole({ description: 'Subscriptions that it orders.' }) serviceCount!: number;
  @Whole({ description: 'Subscriptions that it ends.' }) endCount!: number;
  @Amount({
    description:
      'What both come to on the company’s monthly price, without VAT; below zero if it pays less than before.',
  })
  monthlyMinor!: number;
  @Amount({ description: 'What those that it ends come to per month, without VAT.' }) endMinor!: number;
  @Whole({ description: 'Values that its blank cells empty.' }) emptyCount!: number;
  @column('text[]', () => [String], {
    description: 'Columns of the file whose blank cells empty what there is.',
  })
  emptying!: string[];
  @Text() currency!: string;
  @Whole({ description: 'Rows that were applied.' }) doneCount!: number;
  @Whole({ description: 'Rows that could not be applied; each says why.' }) refusedCount!: number;
  @Whole() reversedCount!: number;
  @Whole({ description: 'Rows that could not be taken back; each says why.' }) keptCount!: number;
  /** Of the batch that is next, one after the other. */
  @Whole({ api: false }) failures!: number;
  @Text({ nullable: true, description: 'Why it has stopped.' }) failure!: string | null;
  @Text({
    nullable: true,
    description: 'Of the statement that was made, see bulkChangeStatement.',
  })
  statementVersion!: string | null;
  @Ref({ nullable: true }) submittedBy!: string | null;
  @Ref({ nullable: true }) submittedByPerson!: string | null;
  @Text() submittedByName!: string;
  @Ref({ nullable: true }) statedBy!: string | null;
  @Ref({ nullable: true }) statedByPerson!: string | null;
  @Text({ nullable: true }) statedByName!: string | null;
  @Moment({ nullable: true }) statedAt!: Date | null;
  @Ref({ nullable: true }) approvedBy!: string | null;
  @Text({ nullable: true }) approvedByName!: string | null;
  @Moment({ nullable: true }) approvedAt!: Date | null;
  @Ref({ nullable: true }) reversedBy!: string | null;
  @Text({ nullable: true }) reversedByName!: string | null;
  @Moment({ nullable: true, description: 'When its reversal was asked for.' }) reversalAt!: Date | null;
  @Moment({ nullable: true }) finishedAt!: Date | null;
  @Moment({
    nullable: true,
    description: 'When what stood in its rows was deleted; it cannot be reversed any more.',
  })
  forgottenAt!: Date | null;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
}

@ObjectType()
export class ChangeSetError {
  @Field(() => String) column!: string;
  @Field(() => String) message!: string;
}

/**
 * One row of the file. The values are those that the person has after it, or as they stand in the file if the row is wrong;
 * what changes has its value before beside it.
 */
@Table('change_set_row', {
  data: {
    called: 'row of a file of people',
    kept: 'ADD_ON',
    whose:
      "t.end_user_id = $1 or lower(t.email) = (select nullif(u.email_key, '') from end_user u where u.id = $1)",
    ends: 'row',
    END_USER: {
      for: 'SERVING',
      IDENTITY: 'firstName lastName email wasFirstName wasLastName wasEmail',
      CONTACT: 'mobile phone wasMobile wasPhone',
      SERVICE:
        'line kind outcome reason jobTitle department wasJobTitle wasDepartment services productIds subscriptionIds changed errors endingServices endingIds ended',
    },
  },
  area: 'directory',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  // A change of keys seals anew, and a company moves with its rows.
  may: { platform: 'siud', reseller: 'sid', company: 'sid', worker: 'sud' },
})
export class ChangeSetRow {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() changeSetId!: string;
  @Whole({ description: 'Of the file, in which the first is 1.' }) line!: number;
  @Choice(RowKind) kind!: RowKind;
  @Choice(RowOutcome) outcome!: RowOutcome;
  @Text({ nullable: true, description: 'Why it was not applied, or not taken back.' }) reason!: string | null;
  @Id({ nullable: true }) endUserId!: string | null;
  @Text({ nullable: true }) firstName!: string | null;
  @Text({ nullable: true }) lastName!: string | null;
  @Text({ nullable: true }) email!: string | null;
  @Sealed({ nullable: true }) mobile!: string | null;
  @Sealed({ nullable: true }) phone!: string | null;
  @Text({ nullable: true }) jobTitle!: string | null;
  @Text({ nullable: true }) department!: string | null;
  @Text({ nullable: true }) wasFirstName!: string | null;
  @Text({ nullable: true }) wasLastName!: string | null;
  @Text({ nullable: true }) wasEmail!: string | null;
  @Sealed({ nullable: true }) wasMobile!: string | null;
  @Sealed({ nullable: true }) wasPhone!: string | null;
  @Text({ nullable: true }) wasJobTitle!: string | null;
  @Text({ nullable: true }) wasDepartment!: string | null;
  @Text({ nullable: true, description: 'The codes of the products that it orders.' }) services!:
    | string
    | null;
  @column('text[]', () => [ID], { api: false }) productIds!: string[];
  /** What it has ordered. */
  @column('text[]', () => [ID], { api: false }) subscriptionIds!: string[];
  @Text({ nullable: true, description: 'The codes of the products that it ends.' }) endingServices!:
    | string
    | null;
  /** The subscriptions that it ends, and how they were before they were to end (`RunOut`). */
  @column('text[]', () => [ID], { api: false }) endingIds!: string[];
  @Json() ended!: unknown;
  @column('text[]', () => [String], { description: 'The fields that change.' }) changed!: string[];
  @Document(() => [ChangeSetError]) errors!: ChangeSetError[];

  @One(() => ChangeSet, 'changeSetId') changeSet!: ChangeSet;
}

/** What a company wants of bulk changes, and what the columns of its files meant the last time. */
@Table('bulk_change_policy', {
  data: { kept: 'WHILE_USED', none: 'approval columns' },
  area: 'directory',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 's' },
  // Whether a second person has to approve is the company's own to say.
  changes: { reseller: ['columns'] },
})
export class BulkChangePolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Flag({ api: false }) approval!: boolean;
  @Json() columns!: unknown;
}
