import { Field, ID, ObjectType } from 'type-graphql';
import type { Fate, PassedOn } from '../../../kernel/holding.ts';
import { markedSql } from '../../../kernel/keyring.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Id,
  Json,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { OrderApprover, ServiceOrder } from '../../trade/orders/index.ts';
import { EndUser } from '../directory/index.ts';

/** PLANNED: to be looked at, nothing is changed. CONFIRMED: it will be done when its day has come. */
export const LeaverState = enumeration('LeaverState', {
  PLANNED: 'PLANNED',
  CONFIRMED: 'CONFIRMED',
  DONE: 'DONE',
  UNDOING: 'UNDOING',
  UNDONE: 'UNDONE',
  FAILED: 'FAILED',
});
export type LeaverState = keyof typeof LeaverState;

export const LeaverFate = enumeration('LeaverFate', {
  END: 'END',
  KEEP: 'KEEP',
  HAND_OVER: 'HAND_OVER',
  PASS_ON: 'PASS_ON',
} as const satisfies Record<Fate, Fate>);

/** OPEN until its day; LEFT: it was not theirs any more by then, or could not be taken from them; GONE: it could not be given back. */
export const LeaverItemState = enumeration('LeaverItemState', {
  OPEN: 'OPEN',
  DONE: 'DONE',
  LEFT: 'LEFT',
  RESTORED: 'RESTORED',
  GONE: 'GONE',
});
export type LeaverItemState = keyof typeof LeaverItemState;

@ObjectType()
export class LeaverProblem {
  @Field(() => String, { description: 'The field of the input, such as choices.0.toEndUserId.' })
  path!: string;
  @Field(() => String) message!: string;
  @Field(() => ID, { nullable: true, description: 'The item that it is about.' }) heldId!: string | null;
}

@ObjectType()
export class LeaverItemChoice {
  @Field(() => LeaverFate) fate!: Fate;
  @Field(() => String) words!: string;
}

@ObjectType()
export class LeaverHeir {
  @Field(() => ID) id!: string;
  @Field(() => String) displayName!: string;
}

@ObjectType()
export class LeaverMail {
  @Field(() => GraphQLDate, { description: 'The last day on which it is kept.' }) until!: string;
  @Field(() => LeaverHeir, { nullable: true, description: 'To whom mail is forwarded.' })
  forwardTo!: LeaverHeir | null;
  @Field(() => [LeaverHeir], { description: 'Who may open the mailbox.' }) delegates!: LeaverHeir[];
  @Field(() => String, { nullable: true, description: 'What is replied to whoever writes.' })
  reply!: string | null;
  @Field(() => [String], { description: 'What of it has to be done by hand.' }) byHand!: string[];
}

/** How mail is passed on, as an item keeps it. */
export interface KeptMail extends PassedOn {
  byHand: readonly string[];
}

/** SQL: those of the end users with these ids, as `LeaverHeir`. */
const heirs = (ids: string): string =>
  `select jsonb_agg(jsonb_build_object('id', u.id, 'displayName', u.first_name || ' ' || u.last_name) order by u.last_name, u.first_name)
    from end_user u where u.id::text in (${ids})`;

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/** One thing that somebody held as they left, and what becomes of it. [U5] */
@Table('leaver_item', {
  data: {
    called: 'plan of leaving: what was held',
    kept: 'ADD_ON',
    whose: 't.leaver_id in (select l.id from leaver l where l.end_user_id = $1)',
    ends: 'row',
    END_USER: { for: 'SERVING', CONTENT: 'reply', SERVICE: 'kind label name detail fate mail' },
    none: 'position fixed choices state',
  },
  area: 'directory',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'sid', company: 'sid', worker: 'su' },
  changes: { worker: ['state'] },
})
export class LeaverItem {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() leaverId!: string;
  @Whole({ api: false }) position!: number;
  @Text({ description: 'Such as DEVICE.' }) kind!: string;
  @Text({ description: 'What several of its kind are called.' }) label!: string;
  @Id() heldId!: string;
  @Text() name!: string;
  @Text({ nullable: true, description: 'How it is told apart.' }) detail!: string | null;
  @Text({ nullable: true, description: 'Why nothing else can be chosen.' }) fixed!: string | null;
  @Choice(LeaverFate) fate!: Fate;
  @Ref({ nullable: true }) toEndUserId!: string | null;
  @Json({ nullable: true }) mail!: Omit<KeptMail, 'reply'> | null;
  /** What is replied to whoever writes, of what is passed on. */
  @Sealed({ api: false, nullable: true }) reply!: string | null;
  @Json() choices!: { fate: Fate; words: string }[];
  @Choice(LeaverItemState) state!: LeaverItemState;

  @Computed(
    () => [LeaverItemChoice],
    (row) => `select ${row}.choices`,
    { description: 'What may become of it; the first is what usually does.' },
  )
  possible!: LeaverItemChoice[];
  @Computed(
    () => LeaverMail,
    (row) =>
      `select case when ${row}.mail is not null then json_build_object('until', ${row}.mail -> 'until', 'reply', ${markedSql(`${row}.reply`, 'leaver_item.reply', `${row}.id`)},
          'byHand', ${row}.mail -> 'byHand', 'forwardTo', (${heirs(`${row}.mail ->> 'forwardToId'`)}) -> 0,
          'delegates', coalesce((${heirs(`select jsonb_array_elements_text(${row}.mail -> 'delegateIds')`)}), '[]')) end`,
    { nullable: true, sealed: true, description: 'How what reaches it is passed on, if it is.' },
  )
  passesOn!: LeaverMail | null;
  @One(() => EndUser, 'toEndUserId', { nullable: true }) toEndUser!: EndUser | null;
}

/**
 * Somebody's leaving: looked at, confirmed as one order, done on its day, and undone as long as that is possible. Names stand in
 * it as evidence of who did what. [U5]
 */
@Table('leaver', {
  data: {
    called: 'plan of leaving',
    kept: 'ADD_ON',
    since: 'doneAt',
    ends: 'values',
    emptied: {
      confirmedByName: `case when confirmed_by_name is not null then '' end`,
      undoneByName: `case when undone_by_name is not null then '' end`,
    },
    END_USER: { for: 'SERVING', CONTENT: 'note', SERVICE: 'state lastDay dueOn seen awaits problems' },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'plannedByName confirmedByName undoneByName' },
    none: 'undoUntil monthlyMinor firstInvoiceMinor currency failure confirmedAt doneAt undoneAt createdAt',
  },
  area: 'directory',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'su' },
  impersonal: ['state', 'lastDay'],
  constraints: {
    leaver_open: ['endUserId', 'Somebody has just planned this, too. Please try again.'],
  },
})
export class Leaver {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Choice(LeaverState) state!: LeaverState;
  @Day({ description: 'Their last day; services end after it.' }) lastDay!: string;
  @Day({ nullable: true, description: 'When things are taken back and they are let in no more.' })
  dueOn!: string | null;
  @Day({ nullable: true, description: 'The last day on which it can be undone.' }) undoUntil!: string | null;
  @Ref({ nullable: true }) serviceOrderId!: string | null;
  @Amount({ description: 'By how much it changes what the company pays a month, without VAT.' })
  monthlyMinor!: number;
  @Amount({ description: 'By how much it changes the first invoice on which it shows, without VAT.' })
  firstInvoiceMinor!: number;
  @Text() currency!: string;
  @column('text[]', () => [OrderApprover], { description: 'Whose approval its order would wait for.' })
  awaits!: OrderApprover[];
  @Json() problems!: LeaverProblem[];
  /** What they held and what it comes to, as it was shown. */
  @Text({ api: false }) seen!: string;
  @Sealed({ nullable: true }) note!: string | null;
  @Text({ nullable: true, description: 'Why it could not be done.' }) failure!: string | null;
  @Text() plannedByName!: string;
  @Ref({ nullable: true }) confirmedBy!: string | null;
  @Text({ nullable: true }) confirmedByName!: string | null;
  @Moment({ nullable: true }) confirmedAt!: Date | null;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Moment({ nullable: true }) undoneAt!: Date | null;
  @Text({ nullable: true }) undoneByName!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => [LeaverProblem],
    (row) => `select ${row}.problems`,
    { description: 'What stands in its way, as it was planned.' },
  )
  inTheWay!: LeaverProblem[];
  @Many(() => LeaverItem, 'leaverId', 'position', 15) items!: LeaverItem[];
  @One(() => EndUser, 'endUserId') endUser!: EndUser;
  @One(() => Company, 'companyId') company!: Company;
  @One(() => ServiceOrder, 'serviceOrderId', { nullable: true }) order!: ServiceOrder | null;
}
