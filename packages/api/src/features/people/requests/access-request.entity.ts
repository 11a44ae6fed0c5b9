import { ID } from 'type-graphql';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

export const AccessRequestState = enumeration('AccessRequestState', {
  WAITING: 'WAITING',
  APPROVED: 'APPROVED',
  DECLINED: 'DECLINED',
  LAPSED: 'LAPSED',
});
export type AccessRequestState = keyof typeof AccessRequestState;

/** Somebody who asked to come in, and what was said to it. Nothing here has been checked but by whoever decides. [I6] */
@Table('access_request', {
  data: {
    called: 'request for access',
    kept: 'SECURITY',
    since: 'decidedAt',
    whose:
      "t.end_user_id = $1 or lower(t.email) = (select nullif(u.email_key, '') from end_user u where u.id = $1)",
    ends: 'row',
    END_USER: {
      for: 'SIGN_IN',
      IDENTITY: 'firstName lastName email',
      CONTACT: 'phone',
      CONTENT: 'reason answer',
      SERVICE: 'state createdAt lapsesAt decidedAt',
    },
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: who has asked may still be answered',
  may: { platform: 'su', reseller: 'su', company: 'su', worker: 'siu' },
  changes: {
    reseller: ['state', 'endUserId', 'membershipId', 'decidedAt', 'decidedBy', 'answer'],
    company: ['state', 'endUserId', 'membershipId', 'decidedAt', 'decidedBy', 'answer'],
    worker: ['state', 'decidedAt'],
  },
  impersonal: ['state'],
})
export class AccessRequest {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id({ nullable: true, description: 'Whom the approval entered in the directory.' }) endUserId!:
    | string
    | null;
  /** The administrator whom the approval of a request to a reseller appointed. */
  @Ref({ nullable: true }) membershipId!: string | null;
  @Text() firstName!: string;
  @Text() lastName!: string;
  @Text() email!: string;
  @Sealed({ nullable: true }) phone!: string | null;
  @Sealed({ description: 'Why they ask, in their words.' }) reason!: string;
  @Choice(AccessRequestState) state!: AccessRequestState;
  @Moment() createdAt!: Date;
  @Moment({ description: 'When it is no longer good, if nobody has decided.' }) lapsesAt!: Date;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @column('uuid', () => ID, { api: false, nullable: true }) decidedBy!: string | null;
  @Sealed({ nullable: true, description: 'What they were told.' }) answer!: string | null;

  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.decided_by`,
    { nullable: true },
  )
  decidedByName!: string | null;
  @Computed(
    () => String,
    (row) => `select u.user_id from end_user u where u.id = ${row}.end_user_id`,
    { nullable: true, description: 'Of whom the approval entered.' },
  )
  userId!: string | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => Reseller, 'resellerId') reseller!: Reseller;
}
