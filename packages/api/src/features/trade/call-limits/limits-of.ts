import { Field, ID, ObjectType } from 'type-graphql';
import { today, whereReached } from '../../../kernel/protection.ts';
import { GraphQLDateTime, GraphQLMicro, GraphQLMinor } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { stands } from './call-warning.entity.ts';

@ObjectType({
  description: 'Outgoing calls are barred, but for emergency and free numbers, until the day is over.',
})
export class CallBar {
  @Field(() => ID, { description: 'Of the warning that says so.' }) id!: string;
  @Field(() => GraphQLDateTime) beganAt!: Date;
  @Field(() => GraphQLMinor) limitMinor!: number;
}

@ObjectType({
  description:
    'What the calls of a company may come to in a day of London. The lower of what seller and company say holds.',
})
export class CompanyCallLimits {
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { nullable: true, description: 'What holds.' }) warnMinor!: number | null;
  @Field(() => GraphQLMinor, { nullable: true, description: 'What holds.' }) barMinor!: number | null;
  @Field(() => ID, { nullable: true }) sellerLimitId!: string | null;
  @Field(() => Boolean, { description: 'Its seller says of it what it says of all its companies.' })
  forEveryone!: boolean;
  @Field(() => GraphQLMinor, { nullable: true }) sellerWarnMinor!: number | null;
  @Field(() => GraphQLMinor, { nullable: true }) sellerBarMinor!: number | null;
  @Field(() => ID, { nullable: true }) ownLimitId!: string | null;
  @Field(() => GraphQLMinor, { nullable: true }) ownWarnMinor!: number | null;
  @Field(() => GraphQLMinor, { nullable: true }) ownBarMinor!: number | null;
  @Field(() => GraphQLMicro, { description: 'What its calls have come to since midnight.' })
  todayMicro!: number;
  @Field(() => CallBar, { nullable: true }) bar!: CallBar | null;
}

const FIELDS = {
  currency: 'l.currency',
  warnMinor: 'l.warn_minor',
  barMinor: 'l.bar_minor',
  sellerLimitId: 'l.seller_limit_id',
  forEveryone: 'l.for_everyone',
  sellerWarnMinor: 'l.seller_warn_minor',
  sellerBarMinor: 'l.seller_bar_minor',
  ownLimitId: 'l.own_limit_id',
  ownWarnMinor: 'l.own_warn_minor',
  ownBarMinor: 'l.own_bar_minor',
  todayMicro: `coalesce((select d.amount_micro from call_day d where d.company_id = l.company_id and d.reseller_id = l.reseller_id
    and d.day = ${today} and d.currency = l.currency), 0)`,
  bar: `(select jsonb_build_object('id', w.id, 'beganAt', w.created_at, 'limitMinor', w.limit_minor) from call_warning w
    where w.company_id = l.company_id and w.reseller_id = l.reseller_id and ${stands('w')})`,
};

/** What the calls of a company may come to, and have come to today, as its field. [B2] */
export const limitsOfCompany = added(
  Company,
  'callLimits',
  Computed(
    () => CompanyCallLimits,
    (row) =>
      whereReached(
        'records',
        `(select jsonb_build_object(${Object.entries(FIELDS)
          .map(([name, sql]) => `'${name}', ${sql}`)
          .join(', ')}) from call_limits_for(array[${row}.id]) l)`,
        `${row}.id`,
      ),
    {
      nullable: true,
      levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
      description: 'Null where its records are closed to whoever asks.',
    },
  ),
);

/** What somebody says of a company's calls, or of all that have a currency. */
export interface SaidLimits {
  warnMinor: number | null;
  barMinor: number | null;
}

/** What its seller says of a company; undefined if the company is not there. */
export async function sellersLimits(scope: Scope, companyId: string) {
  const [limits] = await scope.sql<SaidLimits & { currency: string; resellerId: string }>(
    `select currency, reseller_id as "resellerId", seller_warn_minor as "warnMinor", seller_bar_minor as "barMinor" from call_limits_for(array[$1::uuid])`,
    [companyId],
  );
  return limits;
}
