import type { ContactPurpose, ContactReason } from '@steward/shared';
import { Int } from 'type-graphql';
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
  Table,
  Text,
} from '../../../kernel/table.ts';
import { ContactReasonChoice } from '../../trust/consents/index.ts';
import { Contact, ContactPurposeChoice, ContactSource, ownOfSeller } from '../contacts/index.ts';

export const CampaignState = enumeration('CampaignState', {
  DRAFT: 'DRAFT',
  SENDING: 'SENDING',
  SENT: 'SENT',
  STOPPED: 'STOPPED',
});
export type CampaignState = keyof typeof CampaignState;
export const RecipientState = enumeration('CampaignRecipientState', {
  LEFT_OUT: 'LEFT_OUT',
  WAITING: 'WAITING',
  SENT: 'SENT',
});
export type RecipientState = keyof typeof RecipientState;

const count = (condition: string) =>
  Computed(
    () => Int,
    (row) => `select count(*) from campaign_recipient r where r.campaign_id = ${row}.id and ${condition}`,
  );

const common = {
  area: 'privacy',
  ownRight: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'only while active',
  rows: { platform: ownOfSeller },
} as const;

/** A letter about something to many contacts: only to those who may be written to about that. Nothing of it is personal. [N2] [S87] */
@Table('campaign', {
  ...common,
  data: {
    kept: 'PROOF',
    since: 'createdAt',
    none: 'name about source subject body state createdAt checkedAt startedAt finishedAt',
  },
  may: { platform: 'siu', reseller: 'siu', worker: 'su', gate: 's' },
  impersonal: ['name', 'about', 'state'],
})
export class Campaign {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Choice(ContactPurposeChoice, { description: 'What it is about, as contacts are asked.' })
  about!: ContactPurpose;
  @Choice(ContactSource, { nullable: true, description: 'Only contacts from there; null: all.' })
  source!: ContactSource | null;
  @Text() subject!: string;
  @Text() body!: string;
  @Choice(CampaignState) state!: CampaignState;
  @Moment() createdAt!: Date;
  @Ref({ nullable: true }) createdBy!: string | null;
  @Moment({
    nullable: true,
    description: 'When it was last seen who may be written to; null: not since it was changed.',
  })
  checkedAt!: Date | null;
  @Ref({ nullable: true }) sentBy!: string | null;
  @Moment({ nullable: true }) startedAt!: Date | null;
  @Moment({ nullable: true }) finishedAt!: Date | null;

  @count('r.allowed') allowedCount!: number;
  @count(`r.state = 'LEFT_OUT'`) leftOutCount!: number;
  @count(`r.state = 'WAITING'`) waitingCount!: number;
  @count(`r.state = 'SENT'`) sentCount!: number;
  @count('r.unsubscribed_at is not null') unsubscribedCount!: number;
}

/** A contact as a campaign decided about them, and what became of it. Who they are stands in the register. [N2] */
@Table('campaign_recipient', {
  ...common,
  data: {
    kept: 'PROOF',
    since: 'decidedAt',
    none: 'allowed code why rule decidedAt state sentAt unsubscribedAt',
  },
  may: { platform: 'sid', reseller: 'sid', worker: 'su' },
  impersonal: ['state', 'code'],
})
export class CampaignRecipient {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() campaignId!: string;
  @Id() contactId!: string;
  @Flag({ description: 'They may be written to about this, by e-mail.' }) allowed!: boolean;
  @Choice(ContactReasonChoice) code!: ContactReason;
  @Text({ description: 'Why, in words.' }) why!: string;
  @Text({ description: 'What says so, such as PECR reg. 22(2).' }) rule!: string;
  @Moment({ description: 'When this was decided: at the check, and once more as it went out.' })
  decidedAt!: Date;
  @Choice(RecipientState) state!: RecipientState;
  @Ref({ nullable: true }) mailId!: string | null;
  @Moment({ nullable: true }) sentAt!: Date | null;
  @Moment({ nullable: true, description: 'When they said, by its link, that they want no more.' })
  unsubscribedAt!: Date | null;

  @One(() => Contact, 'contactId', { nullable: true }) contact!: Contact | null;
}
