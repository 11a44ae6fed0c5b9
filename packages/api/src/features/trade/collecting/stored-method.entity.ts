import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  Day,
  enumeration,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

export const MethodKind = enumeration('MethodKind', { CARD: 'CARD', DIRECT_DEBIT: 'DIRECT_DEBIT' });
export type MethodKind = keyof typeof MethodKind;

export const MethodState = enumeration('MethodState', {
  STARTED: 'STARTED',
  OPEN: 'OPEN',
  PENDING: 'PENDING',
  ACTIVE: 'ACTIVE',
  FAILED: 'FAILED',
  EXPIRED: 'EXPIRED',
  REMOVED: 'REMOVED',
});
export type MethodState = keyof typeof MethodState;

const changed = ['state', 'collects', 'stripeSessionId', 'url', 'trouble', 'endedAt'] as const;
/** SQL: the method with this alias is of the customer who asks; the operator is nobody's. */
export const isMine = (row: string): string =>
  `coalesce(${row}.company_id = ${setting('company_id')}, ${row}.reseller_id = ${setting('reseller_id')}
    and ${setting('company_id')} is null and ${row}.company_id is null, false)`;

/** Rows of the reseller as a customer, not of its companies. */
const own = 'company_id is null';

/**
 * A card or bank account of a customer, kept by Stripe for what one issuer is owed. Of its number no more is here than its last
 * digits. Its idempotency key is stored before Stripe is asked for the page on which it is entered. [S72]
 */
@Table('stored_method', {
  data: {
    kept: 'ACCOUNTS',
    since: 'endedAt',
    ends: 'values',
    emptied: { idempotencyKey: 'id::text' },
    CUSTOMER: {
      for: 'BILLING',
      PAYMENT:
        'idempotencyKey stripeSessionId url stripeCustomerId stripeMethodId stripeMandateId brand last4 goodUntil mandateReference mandateUrl',
    },
    none: 'kind state collects trouble createdAt endedAt',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed can be paid',
  kept: `issuer_id = ${setting('reseller_id')}`,
  may: { platform: 's', reseller: 'siu', company: 'siu', worker: 'su', gate: 's' },
  writes: { reseller: own },
  changes: { reseller: changed, company: changed },
  impersonal: ['kind', 'state', 'collects'],
})
export class StoredMethod {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Choice(MethodKind) kind!: MethodKind;
  @Choice(MethodState) state!: MethodState;
  @Flag({ description: 'What is due is collected from it by itself.' }) collects!: boolean;
  @Text({ api: false }) idempotencyKey!: string;
  @Text({ api: false, nullable: true }) stripeSessionId!: string | null;
  @Computed(
    () => String,
    (row) => `coalesce(${row}.url, '')`,
    { description: 'Where to send the browser; it comes back to the payment methods.' },
  )
  @Text({ api: false, nullable: true })
  url!: string | null;
  @Text({ api: false, nullable: true }) stripeCustomerId!: string | null;
  @Text({ api: false, nullable: true }) stripeMethodId!: string | null;
  @Text({ api: false, nullable: true }) stripeMandateId!: string | null;
  @Text({ nullable: true, description: 'Of a card: Visa, say. Of a bank account: its sort code.' }) brand!:
    | string
    | null;
  @Text({ nullable: true }) last4!: string | null;
  @Day({ nullable: true, description: 'The last day on which a card is good.' }) goodUntil!: string | null;
  @Text({ nullable: true, description: 'As the bank shows it.' }) mandateReference!: string | null;
  @Text({ nullable: true, description: 'Where the mandate can be read.' }) mandateUrl!: string | null;
  @Text({ nullable: true, description: 'Why nothing can be collected from it.' }) trouble!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @Computed(() => Boolean, isMine, { description: 'Whoever asks is the one whose it is.' })
  mine!: boolean;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
