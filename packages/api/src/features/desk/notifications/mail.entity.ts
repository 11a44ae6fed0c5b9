import {
  Choice,
  Document,
  enumeration,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { MailAttachment } from './attachments.ts';

export const MailState = enumeration('MailState', {
  QUEUED: 'QUEUED',
  SENT: 'SENT',
  FAILED: 'FAILED',
  OUTBOX: 'OUTBOX',
});
export type MailState = keyof typeof MailState;

export const MailChannel = enumeration('MailChannel', { EMAIL: 'EMAIL', TEXT: 'TEXT' });

/** An e-mail, or a text message, on its way, or, where no mail server is configured, in the outbox that staff read. */
@Table('mail', {
  data: {
    called: 'message',
    kept: 'MESSAGES',
    since: 'createdAt',
    ends: 'values',
    emptied: { attachments: `'[]'` },
    END_USER: {
      for: 'SERVING',
      IDENTITY: 'to',
      TRAFFIC: 'cause state error createdAt sentAt channel',
      CONTENT: 'subject body attachments unsubscribe',
    },
  },
  area: 'records',
  notes: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: people are told what happens',
  may: { platform: 'si', reseller: 'i', company: 'i', worker: 'siu', gate: 's' },
})
export class Mail {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Choice(MailChannel, { description: 'By e-mail, or as a text message.' })
  channel!: keyof typeof MailChannel;
  @Text({ description: 'An address; of a text message the end of a number.' }) to!: string;
  @Sealed({ nullable: true, description: 'Null once it is too old to be kept.' }) subject!: string | null;
  /** Gone once the message has been handed over: it may hold a link that lets someone in. */
  @Sealed({
    nullable: true,
    shown: (row) => `${row}.state = 'OUTBOX'`,
    description: 'Shown in the outbox only; what goes to a mail server is its reader’s.',
  })
  body!: string | null;
  /** Of marketing: where whoever reads it wants no more; a header of the letter. Gone once it has been handed over. */
  @Sealed({ nullable: true, api: false }) unsubscribe!: string | null;
  @Text({ description: 'What it is about, e.g. invitation.' }) cause!: string;
  @Document(() => [MailAttachment], { description: 'Files that go with it.' })
  attachments!: MailAttachment[];
  @Choice(MailState) state!: MailState;
  @Text({ nullable: true, description: 'What the mail server said; it is tried again for two days.' }) error!:
    | string
    | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) sentAt!: Date | null;
}
