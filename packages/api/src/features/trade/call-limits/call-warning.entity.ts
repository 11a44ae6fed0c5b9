import { setting } from '../../../kernel/protection.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** DAY: calls of a day have come to the limit that warns; BARRED: to the one that bars. PREMIUM, UNUSUAL: a first call to such a zone. */
export const CallWarningKind = enumeration('CallWarningKind', {
  DAY: 'DAY',
  BARRED: 'BARRED',
  PREMIUM: 'PREMIUM',
  UNUSUAL: 'UNUSUAL',
});
export type CallWarningKind = keyof typeof CallWarningKind;

const mine = `reseller_id = ${setting('reseller_id')}`;
const micro = () => column('bigint', () => GraphQLMicro, { nullable: true });

/** What of a company's calls seller and company were warned of, and what is barred. It stays with the seller of that day. [B2] */
@Table('call_warning', {
  data: {
    kept: 'TRAFFIC',
    since: 'createdAt',
    ends: 'values',
    emptied: { endedByName: `case when ended_by_name is not null then '' end` },
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'endedByName settledByName' },
    none: 'kind day zone perMinuteMicro currency amountMicro limitMinor services byHand createdAt endedAt outcome settledAt',
  },
  area: 'records',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was called is put down',
  kept: mine,
  may: { platform: 'su', reseller: 'su', company: 's', worker: 'siu', gate: 's' },
  writes: { platform: mine },
  changes: {
    platform: ['endedAt', 'endedByName', 'outcome', 'settledAt', 'settledByName'],
    reseller: ['endedAt', 'endedByName', 'outcome', 'settledAt', 'settledByName'],
    worker: ['endedAt'],
  },
  impersonal: ['kind', 'day', 'limitMinor', 'endedAt', 'settledAt'],
})
export class CallWarning {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Choice(CallWarningKind) kind!: CallWarningKind;
  @Day({ description: 'Of the calls, in London.' }) day!: string;
  @Text({ nullable: true, description: 'Of a first call: where to, as the tariff calls it.' }) zone!:
    | string
    | null;
  @micro() perMinuteMicro!: number | null;
  @Text() currency!: string;
  @micro() amountMicro!: number | null;
  @Amount({ nullable: true, description: 'That the calls of the day have come to.' }) limitMinor!:
    | number
    | null;
  @Whole({ nullable: true, description: 'Of a bar: through how many services it is provisioned.' })
  services!: number | null;
  @column('text[]', () => [String], {
    description: 'Of a bar: services whose connector cannot bar calls, so that somebody has to.',
  })
  byHand!: string[];
  @Moment() createdAt!: Date;
  @Moment({ nullable: true, description: 'Of a bar: since when calls go out again.' }) endedAt!: Date | null;
  @Text({ nullable: true, description: 'Who lifted it; none: it ended by itself.' }) endedByName!:
    | string
    | null;
  @Text({ nullable: true, description: 'Why it was lifted.' }) outcome!: string | null;
  @Moment({ nullable: true, description: 'When its seller had looked after it.' }) settledAt!: Date | null;
  @Text({ nullable: true }) settledByName!: string | null;

  @Computed(
    () => Boolean,
    (row) => `(${row}.reseller_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    {
      description: 'Whoever asks is its seller, who lifts and settles it.',
    },
  )
  ofSeller!: boolean;
  /** None where it has moved to another reseller since. */
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** SQL: outgoing calls are barred by the warning with this alias. */
export const stands = (row: string): string => `(${row}.kind = 'BARRED' and ${row}.ended_at is null)`;

/** SQL: whoever asks sells to the company of the warning with this alias, and has not looked after it yet. */
export const isToSettle = (row: string): string =>
  `(${row}.settled_at is null and ${row}.reseller_id = ${setting('reseller_id')}
    and ${row}.created_at > (select current_setting('steward.now')::timestamptz) - interval '30 days')`;
