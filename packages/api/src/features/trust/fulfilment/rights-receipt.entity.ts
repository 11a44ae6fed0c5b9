import { Field, Int, ObjectType } from 'type-graphql';
import {
  Choice,
  Computed,
  Document,
  enumeration,
  Id,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';

/** What was done for somebody about their data. */
export const RightsDeed = enumeration('RightsDeed', {
  TOLD: 'TOLD',
  EXPORTED: 'EXPORTED',
  COPIED: 'COPIED',
  CORRECTED: 'CORRECTED',
  RESTRICTED: 'RESTRICTED',
  LIFTED: 'LIFTED',
  OBJECTED: 'OBJECTED',
  ERASED: 'ERASED',
  TAKEN_OUT: 'TAKEN_OUT',
});
export type RightsDeed = keyof typeof RightsDeed;

export const RightsReceiptState = enumeration('RightsReceiptState', {
  RUNNING: 'RUNNING',
  DONE: 'DONE',
  FAILED: 'FAILED',
});
export type RightsReceiptState = keyof typeof RightsReceiptState;

/** What became of what is held in one place. */
export const DataFate = enumeration('DataFate', {
  TOLD: 'TOLD',
  EXPORTED: 'EXPORTED',
  WITHHELD: 'WITHHELD',
  CHANGED: 'CHANGED',
  ERASED: 'ERASED',
  EMPTIED: 'EMPTIED',
  KEPT: 'KEPT',
  STOPPED: 'STOPPED',
});
export type DataFate = keyof typeof DataFate;

@ObjectType()
export class ReceiptLine {
  @Field(() => String, { description: 'What kind of data, such as "Mail".' }) what!: string;
  @Field(() => DataFate) fate!: DataFate;
  @Field(() => Int, { description: 'How many entries.' }) count!: number;
  @Field(() => String, { description: 'By which purpose, law or contract.' }) why!: string;
}

const whose = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: the time that the law gives runs all the same',
} as const;

/**
 * What was done about somebody's data, table by table: exported, changed, erased, kept and by which law or contract. It names
 * nobody itself, and stays when they are gone. [D3]
 */
@Table('rights_receipt', {
  ...whose,
  data: {
    called: 'receipt of a rights request',
    kept: 'PROOF',
    since: 'doneAt',
    ends: 'row',
    END_USER: { for: 'RIGHTS', SERVICE: 'deed state startedAt doneAt lines' },
    none: 'digest failure',
  },
  may: { platform: 'su', reseller: 's', company: 'si', endUser: 's', worker: 'siu' },
  impersonal: ['deed', 'state'],
  constraints: { rights_receipt_running: ['id', 'This is being carried out already.'] },
})
export class RightsReceipt {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Id({ nullable: true }) endUserId!: string | null;
  @Id({ nullable: true }) rightsRequestId!: string | null;
  @Id({ nullable: true, description: 'Of a file of people that was wrongly submitted.' }) changeSetId!:
    | string
    | null;
  @Choice(RightsDeed) deed!: RightsDeed;
  @Choice(RightsReceiptState) state!: RightsReceiptState;
  @Moment() startedAt!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Document(() => [ReceiptLine]) lines!: ReceiptLine[];
  @Text({ nullable: true, description: 'SHA-256 over what was done and its lines.' }) digest!: string | null;
  @Text({ nullable: true, description: 'Why it could not be done.' }) failure!: string | null;

  @Computed(
    () => String,
    (row) =>
      `select '/rights-archives/' || a.id from rights_archive a where a.rights_receipt_id = ${row}.id and a.expires_at > (select current_setting('steward.now')::timestamptz)`,
    { nullable: true, description: 'Where the archive is fetched, while it is there.' },
  )
  archivePath!: string | null;
}

/** What somebody was given: fetched by them, or handed over by their company, for thirty days. */
@Table('rights_archive', {
  ...whose,
  internal: true,
  data: {
    called: 'archive of own data',
    kept: 'SHORT',
    since: 'madeAt',
    ends: 'row',
    END_USER: { for: 'RIGHTS', CONTENT: 'content', SERVICE: 'madeAt' },
    none: 'size expiresAt',
  },
  may: { platform: 'su', company: 's', endUser: 's', worker: 'sid' },
})
export class RightsArchive {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() rightsReceiptId!: string;
  @Whole({ description: 'Bytes.' }) size!: number;
  /** The zip file, as base64. */
  @Sealed() content!: string;
  @Moment() madeAt!: Date;
  @Moment() expiresAt!: Date;
}
