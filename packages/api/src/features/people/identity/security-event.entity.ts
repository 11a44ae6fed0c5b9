import {
  Choice,
  Computed,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

export const SecurityEventKind = enumeration('SecurityEventKind', {
  SIGN_IN_FAILED: 'SIGN_IN_FAILED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'RATE_LIMITED',
  TOKEN_REUSED: 'TOKEN_REUSED',
});

/**
 * What somebody tried and was not let do, counted by the hour; in the tenancy of the person it was or pretended to be, else
 * the platform's. Written by `note_security_events` only. [S82]
 */
@Table('security_event', {
  data: {
    called: 'refusal for security',
    kept: 'SECURITY',
    since: 'lastAt',
    ends: 'row',
    ADMINISTRATOR: {
      for: 'SECURITY',
      LOCATION: 'network',
      TRAFFIC: 'kind what times hour firstAt lastAt requestId',
    },
  },
  area: 'records',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is refused is put down',
  may: { platform: 's', reseller: 's', company: 's', gate: 'siud' },
})
export class SecurityEvent {
  @Key() id!: string;
  @Choice(SecurityEventKind) kind!: keyof typeof SecurityEventKind;
  @Text({ description: 'The verb, list or route.' }) what!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Id({ nullable: true }) personId!: string | null;
  @Ref({ nullable: true }) membershipId!: string | null;
  @Text({ description: 'An IPv4 address or an IPv6 /64 network; empty if there were too many.' })
  network!: string;
  @Whole() times!: number;
  @Moment({ api: false }) hour!: Date;
  @Moment() firstAt!: Date;
  @Moment() lastAt!: Date;
  @Text({ nullable: true }) requestId!: string | null;

  @Computed(
    () => String,
    (
      row,
    ) => `select coalesce((select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.membership_id),
      case when ${row}.person_id is null then '' else 'Somebody' end)`,
    { description: 'Empty if nobody is known by what was given.' },
  )
  personName!: string;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
