import { column, Day, Flag, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/**
 * How the mail of a mailbox is passed on: from which day, until which, and with which reply; to whom is said by its recipients. It
 * stays when it is over, empty, since the other side has to be told of the parts that somebody once asked for. [U5] [P1]
 */
@Table('passed_mail', {
  data: {
    called: 'mail passed on',
    kept: 'ACCOUNT',
    since: 'endsOn',
    ends: 'values',
    END_USER: { for: 'SERVING', CONTENT: 'reply' },
    none: 'startsOn endsOn inForce parts createdAt',
  },
  area: 'services',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'even while suspended: mail of who has left is still for somebody',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'siu', gate: 's' },
  constraints: { passed_mail_key: ['subscriptionId', 'Somebody has just done this, too. Please try again.'] },
})
export class PassedMail {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  /** Whose mailbox it is. */
  @Ref() endUserId!: string;
  @Ref() subscriptionId!: string;
  @Day({ api: false }) startsOn!: string;
  /** The day after the last; none: until somebody says so, or the mailbox ends. */
  @Day({ api: false, nullable: true }) endsOn!: string | null;
  @Text({ api: false, nullable: true }) reply!: string | null;
  /** Whether its days have begun and are not over, as the other side was told last. */
  @Flag({ api: false }) inForce!: boolean;
  /** What was ever asked for, by the words of `MailPart`: of the rest the mailbox is left alone. */
  @column('text[]', () => [String], { api: false }) parts!: string[];
  @Moment({ api: false }) createdAt!: Date;
}

/** A colleague to whom mail is forwarded, or who may open the mailbox. [U5] */
@Table('mail_recipient', {
  data: { kept: 'WHILE_USED', none: 'forwards opens withdrawn' },
  area: 'services',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'even while suspended: mail of who has left is still for somebody',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 'siud', gate: 's' },
})
export class MailRecipient {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() passedMailId!: string;
  @Flag({ api: false }) forwards!: boolean;
  @Flag({ api: false }) opens!: boolean;
  /** They have left, and nobody has taken it over: they get it back if that is undone. */
  @Flag({ api: false }) withdrawn!: boolean;
}
