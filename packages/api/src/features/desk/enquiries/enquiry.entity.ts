import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  enumeration,
  Flag,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { ownOfSeller } from '../contacts/index.ts';
import { colleague, EnquiryForm } from './enquiry-form.entity.ts';

export const EnquiryState = enumeration('EnquiryState', {
  NEW: 'NEW',
  TAKEN: 'TAKEN',
  ANSWERED: 'ANSWERED',
  CLOSED: 'CLOSED',
});
export type EnquiryState = keyof typeof EnquiryState;

/** What became of it. */
export const EnquiryOutcome = enumeration('EnquiryOutcome', {
  NOTHING: 'NOTHING',
  CUSTOMER: 'CUSTOMER',
  SPAM: 'SPAM',
});
export type EnquiryOutcome = keyof typeof EnquiryOutcome;

/** SQL: nobody has answered or closed it. */
export const isWaiting = (row: string): string => `(${row}.state in ('NEW', 'TAKEN'))`;

/** What somebody asked on a web site: with an owner and a state. Who asks, and what, is personal; nothing of it was checked. [S4] */
@Table('enquiry', {
  data: {
    kept: 'MESSAGES',
    since: 'closedAt',
    ends: 'row',
    VISITOR: {
      for: 'SUPPORT',
      IDENTITY: 'name email organisation',
      CONTACT: 'phone',
      CONTENT: 'message answer note',
      SERVICE: 'state outcome receivedAt answeredAt closedAt saidNoBefore',
      TRAFFIC: 'page',
    },
    none: 'reference proof',
  },
  area: 'support',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: whoever asks is heard',
  may: { platform: 'su', reseller: 'su', worker: 'siu' },
  rows: { platform: ownOfSeller },
  impersonal: ['state', 'outcome'],
})
export class Enquiry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() formId!: string;
  @Text() reference!: string;
  @Text() name!: string;
  @Text() email!: string;
  @Sealed({ nullable: true }) phone!: string | null;
  @Text({ nullable: true }) organisation!: string | null;
  @Sealed() message!: string;
  @Text({ nullable: true, description: 'The page on which they asked.' }) page!: string | null;
  @Choice(EnquiryState) state!: EnquiryState;
  @Id({ nullable: true, description: 'Whose it is.' }) ownerId!: string | null;
  @Id({ nullable: true, description: 'Who they are in the register of contacts.' }) contactId!: string | null;
  @Flag({
    description:
      'They ticked that they may be written to, but had said no before: that stands until they say so themselves.',
  })
  saidNoBefore!: boolean;
  @Moment() receivedAt!: Date;
  @Sealed({ nullable: true, description: 'What they were answered last.' }) answer!: string | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @Choice(EnquiryOutcome, { nullable: true }) outcome!: EnquiryOutcome | null;
  @Sealed({ nullable: true, description: 'Why it was closed.' }) note!: string | null;
  @Moment({ nullable: true }) closedAt!: Date | null;
  /** What work was done to send it: each counts once. */
  @Text({ api: false }) proof!: string;

  @Computed(
    () => String,
    (row) => colleague(`${row}.owner_id`),
    { nullable: true },
  )
  ownerName!: string | null;
  @Computed(
    () => Boolean,
    (row) => `coalesce(${row}.owner_id = ${setting('membership_id')}, false)`,
  )
  mine!: boolean;
  @One(() => EnquiryForm, 'formId') form!: EnquiryForm;
}
