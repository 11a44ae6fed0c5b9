import { ID, Int } from 'type-graphql';
import {
  Choice,
  Computed,
  enumeration,
  Flag,
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
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { ofInvitation } from '../identity/index.ts';

export const EndUserStatus = enumeration('EndUserStatus', { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' });
export type EndUserStatus = keyof typeof EndUserStatus;
export const SignInState = enumeration('SignInState', { NONE: 'NONE', INVITED: 'INVITED', ACTIVE: 'ACTIVE' });

const tenant = { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' } as const;

/** An address of an end user in one of the company's domains: its primary address or an alias. [U1] */
@Table('email_address', {
  data: {
    kept: 'ACCOUNT',
    ends: 'row',
    END_USER: { for: 'SERVING', IDENTITY: 'address', SERVICE: 'primary createdAt' },
  },
  area: 'directory',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', endUser: 's', worker: 'sid' },
  constraints: { email_address_key: ['address', 'This address is already allocated.'] },
})
export class EmailAddress {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() domainId!: string;
  @Text() address!: string;
  @Flag() primary!: boolean;
  @Moment() createdAt!: Date;
}

const membershipOf = (row: string): string => `select m.id from membership m where m.end_user_id = ${row}.id`;

/** A directory entry; it may exist before and without any sign-in. [U1] */
@Table('end_user', {
  data: {
    called: 'entry in the directory',
    kept: 'ACCOUNT',
    ends: 'values',
    // A stone without words: what happened hangs on it, and it says no name.
    emptied: {
      firstName: `'Erased'`,
      lastName: 'user_id',
      userId: 'user_id',
      jobTitle: 'null',
      department: 'null',
    },
    END_USER: {
      for: 'SERVING',
      IDENTITY: 'firstName lastName email userId',
      CONTACT: 'mobile phone',
      SERVICE: 'jobTitle department status createdAt userNumber restrictedAt',
    },
  },
  area: 'directory',
  tenant: { ...tenant, endUser: 'id' },
  place: 'with its company',
  begins: 'only while active',
  // What a change-set added is taken back by the product itself, and by nobody else.
  may: { platform: 'siu', reseller: 'siu', company: 'siu', endUser: 'su', worker: 'siud', gate: 's' },
  changes: { endUser: ['mobile', 'phone'] },
  impersonal: ['status'],
  constraints: {
    end_user_user_id_key: ['companyId', 'Someone was entered here at the same moment. Try again.'],
  },
})
export class EndUser {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  /** With the company's code it makes the user id; both are given by the database. */
  @Whole({ api: false }) userNumber!: number;
  @Text({ description: 'What they quote, such as GLOBEX-0042: given once and for all.' }) userId!: string;
  @Text() firstName!: string;
  @Text() lastName!: string;
  @Text({ nullable: true, description: 'The primary address.' }) email!: string | null;
  @Sealed({ nullable: true, sought: true }) mobile!: string | null;
  @Sealed({ nullable: true, sought: true }) phone!: string | null;
  @Text({ nullable: true }) jobTitle!: string | null;
  @Text({ nullable: true }) department!: string | null;
  @Choice(EndUserStatus) status!: EndUserStatus;
  @Moment() createdAt!: Date;
  @Moment({
    nullable: true,
    description: 'Since then their data is kept and not used otherwise: nobody changes any of it. [D3]',
  })
  restrictedAt!: Date | null;

  @Computed(
    () => String,
    (row) => `${row}.first_name || ' ' || ${row}.last_name`,
  )
  displayName!: string;
  @Computed(
    () => SignInState,
    (row) =>
      `select coalesce((select case m.status when 'INVITED' then 'INVITED' else 'ACTIVE' end from membership m where m.end_user_id = ${row}.id), 'NONE')`,
  )
  signIn!: keyof typeof SignInState;
  @Computed(
    () => ID,
    (row) => `select m.id from membership m where m.end_user_id = ${row}.id`,
    { nullable: true, description: 'Of their sign-in, invited or in use.' },
  )
  membershipId!: string | null;
  @Computed(
    () => Int,
    (row) => `select count_open_sessions(m.id) from membership m where m.end_user_id = ${row}.id`,
    { levels: ['PLATFORM', 'RESELLER', 'COMPANY'], description: 'Where they are signed in.' },
  )
  openSessions!: number | null;
  @ofInvitation('created_at', membershipOf) invitedAt!: Date | null;
  @ofInvitation('expires_at', membershipOf) invitationExpiresAt!: Date | null;
  @Many(() => EmailAddress, 'endUserId', 'created_at') addresses!: EmailAddress[];
  @One(() => Company, 'companyId') company!: Company;
  @One(() => Reseller, 'resellerId') reseller!: Reseller;
}
