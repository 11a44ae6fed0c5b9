import { ID } from 'type-graphql';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
} from '../../../kernel/table.ts';
import { EndUser } from '../directory/index.ts';

export const CorrectionState = enumeration('CorrectionState', {
  WAITING: 'WAITING',
  APPLIED: 'APPLIED',
  DECLINED: 'DECLINED',
  WITHDRAWN: 'WITHDRAWN',
});
export type CorrectionState = keyof typeof CorrectionState;
export const CorrectionField = enumeration('CorrectionField', {
  FIRST_NAME: 'FIRST_NAME',
  LAST_NAME: 'LAST_NAME',
  EMAIL: 'EMAIL',
  JOB_TITLE: 'JOB_TITLE',
  DEPARTMENT: 'DEPARTMENT',
  USER_ID: 'USER_ID',
  OTHER: 'OTHER',
});
export type CorrectionField = keyof typeof CorrectionField;

/** What answering one changes. */
const decides = ['state', 'decidedAt', 'decidedBy', 'answer'] as const;

/** What an end user says is wrong about them and cannot change themselves; it goes before everything else. [U3] */
@Table('correction', {
  data: {
    called: 'correction asked for',
    kept: 'MESSAGES',
    since: 'decidedAt',
    ends: 'row',
    END_USER: {
      for: 'RIGHTS',
      CONTENT: 'current wanted note answer',
      SERVICE: 'field state createdAt decidedAt',
    },
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: whoever is kept on record may say what is wrong',
  may: { platform: 'su', reseller: 'su', company: 'siu', endUser: 'siu', worker: 's' },
  changes: { reseller: decides, company: decides, endUser: ['state', 'decidedAt'] },
  impersonal: ['state'],
  constraints: {
    correction_waiting_key: ['field', 'You have asked for this already, and it waits for an answer.'],
  },
})
export class Correction {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Choice(CorrectionField) field!: CorrectionField;
  @Sealed({ nullable: true, description: 'As it was when they asked.' }) current!: string | null;
  @Sealed({ nullable: true, description: 'As it should be; null: it should not be there.' }) wanted!:
    | string
    | null;
  @Sealed({ nullable: true }) note!: string | null;
  @Choice(CorrectionState) state!: CorrectionState;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @column('uuid', () => ID, { api: false, nullable: true }) decidedBy!: string | null;
  @Sealed({ nullable: true, description: 'What they were told.' }) answer!: string | null;

  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.decided_by`,
    { nullable: true, levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
  )
  decidedByName!: string | null;
  @One(() => EndUser, 'endUserId') endUser!: EndUser;
}
