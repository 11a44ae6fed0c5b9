import { ID } from 'type-graphql';
import { setting } from '../../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Id,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../../kernel/table.ts';
import { Company } from '../../../platform/tenancy/index.ts';
import { TenantArchive } from '../archive/tenant-archive.entity.ts';
import { TenantDeletion } from '../deletion/tenant-deletion.entity.ts';

/**
 * PROPOSED until both have agreed; AGREED until its day; LEFT while its people may still sign in and fetch what it is given; CLOSED
 * after that; DELETED once nothing of it is left but what must be.
 */
export const DepartureState = enumeration('DepartureState', {
  PROPOSED: 'PROPOSED',
  AGREED: 'AGREED',
  LEFT: 'LEFT',
  CLOSED: 'CLOSED',
  DELETED: 'DELETED',
  WITHDRAWN: 'WITHDRAWN',
});
export type DepartureState = keyof typeof DepartureState;

/** Who has a say in it: whose customer it is, for which the platform may speak, and the tenant itself. */
export const DepartureParty = enumeration('DepartureParty', { SELLER: 'SELLER', TENANT: 'TENANT' });
export type DepartureParty = keyof typeof DepartureParty;

const awaitsOf = (row: string): string => `case when ${row}.state = 'PROPOSED' then array_remove(array[
    case when ${row}.seller_agreed_at is null then 'SELLER' end, case when ${row}.tenant_agreed_at is null then 'TENANT' end], null) else '{}' end`;

/** SQL: whoever asks is a party that has yet to agree. */
export const departureAwaitsReader = (row: string): string => `(${row}.state = 'PROPOSED' and case
    when ${setting('company_id')} is not null or current_user = 'steward_reseller' and ${row}.company_id is null then ${row}.tenant_agreed_at is null
    else ${row}.seller_agreed_at is null end)`;

/**
 * A company, or a reseller without companies, that leaves on a day: proposed by either side, agreed to by the other, carried out by
 * itself. It is shut after a window to fetch what it is given, and deleted when the platform says so. Of persons it holds nothing. [T7] [S20]
 */
@Table('departure', {
  data: {
    kept: 'PROOF',
    since: 'settledAt',
    ends: 'row',
    CUSTOMER: { for: 'SERVING', IDENTITY: 'tenantName sellerName' },
    none: 'leavesOn reason state proposedAt sellerAgreedAt tenantAgreedAt settledAt settledBecause heldBecause openUntil toldState',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: who does not pay may go, too',
  may: { platform: 'siu', reseller: 'siu', company: 'siu' },
  // More exactly said by the trigger keep_departure: each party agrees for itself.
  changes: {
    reseller: ['state', 'settledAt', 'settledBecause', 'sellerAgreedAt', 'tenantAgreedAt'],
    company: ['state', 'settledAt', 'settledBecause', 'tenantAgreedAt'],
  },
  ownRight: true,
  impersonal: ['leavesOn', 'state'],
  constraints: { departure_under_way: ['companyId', 'It leaves already: withdraw that first.'] },
})
export class Departure {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Id({ nullable: true, description: 'None: the reseller itself leaves.' }) companyId!: string | null;
  @Text({ description: 'Who leaves.' }) tenantName!: string;
  @Text({ description: 'Whose customer it is.' }) sellerName!: string;
  @Day({ description: 'The first day on which it is no customer any more.' }) leavesOn!: string;
  @Text() reason!: string;
  @Choice(DepartureState) state!: DepartureState;
  @column('uuid', () => ID, { api: false }) proposedBy!: string;
  @Moment() proposedAt!: Date;
  @Moment({ nullable: true }) sellerAgreedAt!: Date | null;
  @Moment({ nullable: true }) tenantAgreedAt!: Date | null;
  @Moment({ nullable: true, description: 'When it left, or was withdrawn.' }) settledAt!: Date | null;
  @Text({ nullable: true, description: 'Of one that was withdrawn: why.' }) settledBecause!: string | null;
  @Text({ nullable: true, description: 'Its day has come, and this is in the way.' }) heldBecause!:
    | string
    | null;
  @Moment({
    nullable: true,
    description: 'Until then its people sign in, and its administrators fetch what it is given.',
  })
  openUntil!: Date | null;
  /** The last invoice of its seller. */
  @Ref({ nullable: true }) invoiceId!: string | null;
  /** Up to which of its states the parties have been told. */
  @Text({ nullable: true, api: false }) toldState!: string | null;

  @Computed(() => [DepartureParty], awaitsOf, { description: 'Who has yet to agree.' })
  awaits!: DepartureParty[];
  @Computed(() => Boolean, departureAwaitsReader, { description: 'It waits for whoever asks.' })
  awaitsReader!: boolean;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Many(() => TenantArchive, 'departureId', 'started_at', 1) archives!: TenantArchive[];
  @Many(() => TenantDeletion, 'departureId', 'requested_at', 3) deletions!: TenantDeletion[];
}
