import { Choice, Key, Moment, Ref, Table, Text, enumeration } from '../../kernel/table.ts';

export const MailState = enumeration('MailState', { QUEUED: 'QUEUED', SENT: 'SENT', FAILED: 'FAILED', OUTBOX: 'OUTBOX' });
export type MailState = keyof typeof MailState;

/** An e-mail on its way, or, where no mail server is configured, in the outbox that staff read. */
@Table('mail', {
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  may: { platform: 'si', reseller: 'i', company: 'i', worker: 'siu' },
})
export class Mail {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Text() to!: string;
  @Text() subject!: string;
  /** Gone once the message has been handed over: it may hold a link that lets someone in. */
  @Text({ nullable: true }) body!: string | null;
  @Text() cause!: string;
  @Choice(MailState) state!: MailState;
  @Text({ nullable: true }) error!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) sentAt!: Date | null;
}
