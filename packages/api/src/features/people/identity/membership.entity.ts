import { LEVELS, type Level } from '@steward/shared';
import { ID, Int } from 'type-graphql';
import { inOwnRight, setting } from '../../../kernel/protection.ts';
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
  Text,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { ofInvitation } from './invitation.entity.ts';

export const LevelChoice = enumeration(
  'Level',
  Object.fromEntries(LEVELS.map((level) => [level, level])) as Record<Level, Level>,
);
export const MembershipStatus = enumeration('MembershipStatus', {
  INVITED: 'INVITED',
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
});
export type MembershipStatus = keyof typeof MembershipStatus;

/** A membership that was lent is made, and ended, with its grant only. [S18] */
const ofOwnRight = `lent_to is null and (level = 'END_USER' or ${inOwnRight})`;
const own = `id = ${setting('membership_id')}`;

/**
 * A principal, the one kind there is: staff, a reseller's or a company's administrator, or an end user, with a role. A person
 * is behind it or not; it may end by itself, and somebody gave it for a reason. Holds the record of T2.
 */
@Table('membership', {
  data: {
    called: 'sign-in here',
    kept: 'ACCOUNT',
    ends: 'values',
    emptied: { firstName: `'Erased'`, email: `'erased ' || id` },
    ADMINISTRATOR: {
      for: 'SIGN_IN',
      IDENTITY: 'firstName lastName email',
      CONTACT: 'phone mobile fax',
      TRAFFIC: 'lastSignInAt',
      CONTENT: 'reason',
      SERVICE: 'level status createdAt endsAt reach',
    },
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: it lets nobody in until the tenant is active again',
  // Only an invitation that nobody has taken is removed; whoever has been here is suspended.
  may: { platform: 'siud', reseller: 'siud', company: 'siud', endUser: 'su', worker: 'su', gate: 'siu' },
  own: { platform: own, reseller: own, company: own },
  // What follows from the directory entry.
  changes: {
    endUser: ['firstName', 'lastName', 'phone', 'mobile', 'status'],
    // Who leaves is let in no more, on the day.
    worker: ['firstName', 'lastName', 'phone', 'mobile', 'status'],
  },
  // A reseller makes nobody staff, and touches nobody who is, even in a channel they share.
  // Those who are in for support look after end users, never after those who look after the company.
  writes: {
    reseller: `level <> 'PLATFORM' and ${ofOwnRight}`,
    company: ofOwnRight,
    endUser: "status = 'ACTIVE'",
    worker: 'lent_to is null and company_id is not null',
  },
  impersonal: ['status', 'roleName', 'reach'],
  constraints: {
    membership_end_user_key: ['endUserId', 'This end user has a sign-in already.'],
    membership_email_key: ['email', 'Someone with this e-mail address is already here.'],
  },
})
export class Membership {
  @Key() id!: string;
  @Ref({ nullable: true }) personId!: string | null;
  @Choice(LevelChoice) level!: Level;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Text() firstName!: string;
  @Text() lastName!: string;
  @Text() email!: string;
  @Sealed({ nullable: true, sought: true }) phone!: string | null;
  @Sealed({ nullable: true, sought: true }) mobile!: string | null;
  @Sealed({ nullable: true, sought: true }) fax!: string | null;
  /** What it permits; without one it gets the built-in role of its level. */
  @column('uuid', () => ID, { api: false }) roleId!: string;
  @Moment({ api: false, nullable: true }) endsAt!: Date | null;
  /** The membership of who gave it. */
  @column('uuid', () => ID, { api: false, nullable: true }) givenBy!: string | null;
  @Sealed({ api: false, nullable: true }) reason!: string | null;
  /** The membership whose holder is in for support by this one. */
  @column('uuid', () => ID, { api: false, nullable: true }) lentTo!: string | null;
  /** Of staff: ALL resellers, ONLY those of `membership_reach`, or all EXCEPT those. */
  @Text({ api: false }) reach!: string;
  @Choice(MembershipStatus) status!: MembershipStatus;
  @Moment({ nullable: true }) lastSignInAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) => `select count_open_sessions(${row}.id)`,
    { levels: ['PLATFORM', 'RESELLER', 'COMPANY'], description: 'Where they are signed in here.' },
  )
  openSessions!: number | null;
  @ofInvitation('created_at', (row) => `${row}.id`) invitedAt!: Date | null;
  @ofInvitation('expires_at', (row) => `${row}.id`) invitationExpiresAt!: Date | null;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
