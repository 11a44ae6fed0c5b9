import { Int } from 'type-graphql';
import {
  Computed,
  Day,
  enumeration,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { licenceStateOf } from './licence-state.ts';

/** EXPIRING: within thirty days. ENDLESS: it has no end. */
export const LicenceState = enumeration('LicenceState', {
  VALID: 'VALID',
  EXPIRING: 'EXPIRING',
  EXPIRED: 'EXPIRED',
  ENDLESS: 'ENDLESS',
});
export type LicenceState = keyof typeof LicenceState;

const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/** A licence of software: how many may use it, until when, and which subscription it comes with. [R2] */
@Table('licence', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    ACTOR: { for: 'SERVING', CONTENT: 'note' },
    none: 'vendor product seats expiresOn hasKey remindedOf createdAt',
  },
  area: 'records',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 'su', gate: 's' },
  changes: { worker: ['remindedOf'] },
  impersonal: ['vendor', 'product', 'seats', 'expiresOn'],
})
export class Licence {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) subscriptionId!: string | null;
  @Text() vendor!: string;
  @Text() product!: string;
  @Whole({ description: 'How many people may have it.' }) seats!: number;
  @Day({ nullable: true, description: 'The day after the last; none for a licence without an end.' })
  expiresOn!: string | null;
  @Sealed({ nullable: true }) note!: string | null;
  @Flag({ description: 'Whether its key is kept: revealLicenceKey shows it.' }) hasKey!: boolean;
  /** The end of which people have been told. */
  @Day({ nullable: true, api: false }) remindedOf!: string | null;
  @Moment() createdAt!: Date;

  @Computed(() => LicenceState, licenceStateOf) state!: LicenceState;
  @Computed(
    () => Int,
    (row) => `select count(*) from licence_seat s where s.licence_id = ${row}.id and s.held_until is null`,
    { description: 'How many people have it.' },
  )
  seatsUsed!: number;
  @One(() => Company, 'companyId') company!: Company;
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}

/** The key of a licence, apart from it: it is shown by a verb that is noted, and in no list. [R2] */
@Table('licence_key', {
  data: { kept: 'ACCOUNT', ends: 'row', CUSTOMER: { for: 'SERVING', CREDENTIAL: 'value' } },
  area: 'records',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', worker: 'su' },
})
export class LicenceKey {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() licenceId!: string;
  @Sealed() value!: string;
}

/** Somebody who has, or had, a seat of a licence. */
@Table('licence_seat', {
  data: {
    called: 'licence',
    kept: 'ACCOUNT',
    since: 'heldUntil',
    ends: 'row',
    END_USER: { for: 'SERVING', SERVICE: 'heldFrom heldUntil' },
  },
  area: 'records',
  tenant: { ...tenant, endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'su', gate: 'sd' },
  changes: { reseller: ['heldUntil'], company: ['heldUntil'], worker: ['heldUntil'] },
  constraints: { licence_seat_once: ['endUserIds', 'Somebody has just been given it. Please try again.'] },
})
export class LicenceSeat {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() licenceId!: string;
  @Ref() endUserId!: string;
  @Moment() heldFrom!: Date;
  @Moment({ nullable: true }) heldUntil!: Date | null;

  @One(() => Licence, 'licenceId') licence!: Licence;
  @One(() => EndUser, 'endUserId') endUser!: EndUser;
}
