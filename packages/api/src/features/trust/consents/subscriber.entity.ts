import { SUBSCRIBER_KINDS, type SubscriberKind } from '@steward/shared';
import { Choice, enumeration, Key, Moment, Ref, Sealed, Table } from '../../../kernel/table.ts';

export const SubscriberKindChoice = enumeration(
  'SubscriberKind',
  Object.fromEntries(SUBSCRIBER_KINDS.map((kind) => [kind, kind])) as Record<SubscriberKind, SubscriberKind>,
);

/**
 * What a company is to the rules on marketing. One that nobody has said it of is taken for an individual, who has to be asked.
 * [S87]
 */
@Table('subscriber', {
  internal: true,
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    CUSTOMER: { for: 'MARKETING', CONTENT: 'reason', SERVICE: 'kind' },
    none: 'setAt',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: it is what the company is',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 's' },
  changes: { reseller: ['kind', 'reason', 'setAt'], company: ['kind', 'reason', 'setAt'] },
  impersonal: ['kind'],
  constraints: {
    subscriber_company_key: ['kind', 'Somebody else has said it at the same moment: read that first.'],
  },
})
export class Subscriber {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Choice(SubscriberKindChoice) kind!: SubscriberKind;
  @Sealed({ nullable: true, description: 'What shows it.' }) reason!: string | null;
  @Moment() setAt!: Date;
}
