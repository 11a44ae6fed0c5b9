import { ID } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** PROPOSED until the platform approves what all have agreed to; then it waits for its day. */
export const CompanyMoveState = enumeration('CompanyMoveState', {
  PROPOSED: 'PROPOSED',
  APPROVED: 'APPROVED',
  MOVED: 'MOVED',
  DECLINED: 'DECLINED',
  WITHDRAWN: 'WITHDRAWN',
});
export type CompanyMoveState = keyof typeof CompanyMoveState;

/** Who has a say in it: the reseller it leaves, the one it goes to, the company, which is the controller, and the platform. */
export const MoveParty = enumeration('MoveParty', {
  FROM: 'FROM',
  TO: 'TO',
  COMPANY: 'COMPANY',
  PLATFORM: 'PLATFORM',
});
export type MoveParty = keyof typeof MoveParty;

const isPlatform = (reseller: string): string =>
  `exists (select from reseller p where p.id = ${reseller} and p.is_platform)`;

/** SQL: the parties that have yet to agree, the platform last. */
export const awaitsOf = (row: string): string => `case when ${row}.state = 'PROPOSED' then array_remove(array[
    case when ${row}.from_agreed_at is null then 'FROM' end, case when ${row}.to_agreed_at is null then 'TO' end,
    case when ${row}.company_agreed_at is null then 'COMPANY' end, case when ${row}.approved_at is null then 'PLATFORM' end], null) else '{}' end`;

/** SQL: whoever asks is a party that has yet to agree; the platform once nobody else has. */
export const awaitsReader = (row: string): string => `(${row}.state = 'PROPOSED' and case
    when ${setting('company_id')} is not null then ${row}.company_agreed_at is null
    when current_user = 'steward_platform' then ${row}.company_agreed_at is not null
      and (${row}.from_agreed_at is not null or ${isPlatform(`${row}.reseller_id`)})
      and (${row}.to_agreed_at is not null or ${isPlatform(`${row}.to_reseller_id`)})
    else ${row}.reseller_id = ${setting('reseller_id')} and ${row}.from_agreed_at is null
      or ${row}.to_reseller_id = ${setting('reseller_id')} and ${row}.to_agreed_at is null end)`;

const parties = `(reseller_id = ${setting('reseller_id')} or to_reseller_id = ${setting('reseller_id')})`;
const settled = ['state', 'settledAt', 'settledBecause'] as const;

/**
 * A company that goes to another reseller on a day: proposed by one who has it, agreed to by both resellers and by the company, approved by
 * the platform, carried out by itself. Resellers do not see one another, so it says what each is called. Of persons it holds nothing. [T7] [S17]
 */
@Table('company_move', {
  data: {
    kept: 'PROOF',
    since: 'settledAt',
    ends: 'row',
    CUSTOMER: { for: 'SERVING', IDENTITY: 'companyName fromName toName' },
    none: 'movesOn reason state proposedAt fromAgreedAt toAgreedAt companyAgreedAt approvedAt settledAt settledBecause heldBecause toldState',
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: who does not pay may go, too',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', gate: 's' },
  rows: { reseller: parties },
  // More exactly said by the trigger keep_company_move: each party agrees for itself.
  changes: {
    reseller: [...settled, 'fromAgreedAt', 'toAgreedAt'],
    company: [...settled, 'companyAgreedAt'],
  },
  ownRight: true,
  impersonal: ['movesOn', 'state'],
  constraints: {
    company_move_under_way: ['companyId', 'It is to move already: withdraw that first.'],
  },
})
export class CompanyMove {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Id() companyId!: string;
  @Ref() toResellerId!: string;
  @Text() companyName!: string;
  @Text({ description: 'The reseller that it leaves.' }) fromName!: string;
  @Text({ description: 'The reseller that it goes to.' }) toName!: string;
  @Day({ description: 'The first day with the new reseller.' }) movesOn!: string;
  @Text() reason!: string;
  @Choice(CompanyMoveState) state!: CompanyMoveState;
  @column('uuid', () => ID, { api: false }) proposedBy!: string;
  @Moment() proposedAt!: Date;
  @Moment({ nullable: true }) fromAgreedAt!: Date | null;
  @Moment({ nullable: true }) toAgreedAt!: Date | null;
  @Moment({ nullable: true }) companyAgreedAt!: Date | null;
  @Moment({ nullable: true }) approvedAt!: Date | null;
  @Moment({ nullable: true, description: 'When it moved, or was declined or withdrawn.' })
  settledAt!: Date | null;
  @Text({ nullable: true, description: 'Of one that was declined or withdrawn: why.' }) settledBecause!:
    | string
    | null;
  @Text({ nullable: true, description: 'Its day has come, and this is in the way.' }) heldBecause!:
    | string
    | null;
  /** The last invoice of the reseller that it left. */
  @Ref({ nullable: true }) invoiceId!: string | null;
  /** Up to which of its states the parties have been told. */
  @Text({ nullable: true, api: false }) toldState!: string | null;

  @Computed(() => [MoveParty], awaitsOf, { description: 'Who has yet to agree.' }) awaits!: MoveParty[];
  @Computed(() => Boolean, awaitsReader, { description: 'It waits for whoever asks.' })
  awaitsReader!: boolean;
  /** None for whoever does not see it any more, or not yet. */
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
