import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { LedgerAccount } from './ledger.entity.ts';
import { assertPeriod, periodRules } from './ledger-period.ts';

/** An account of one's own ledger over some days. Balances are positive where debits are more. */
@ObjectType()
export class LedgerBalance {
  @Field(() => LedgerAccount) account!: LedgerAccount;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { description: 'Before the first day.' }) openingMinor!: number;
  @Field(() => GraphQLMinor) debitMinor!: number;
  @Field(() => GraphQLMinor, { description: 'As a positive number.' }) creditMinor!: number;
  @Field(() => GraphQLMinor, { description: 'At the end of the last day.' }) closingMinor!: number;
}

/** The trial balance: what stands in each account of whoever asks. The closing balances of a currency add up to nothing. [S74] */
export const ledgerBalances = view({
  name: 'ledgerBalances',
  permission: 'LEDGER_READ',
  input: input('LedgerBalancesInput', periodRules),
  type: () => [LedgerBalance],
  async run(scope, period): Promise<LedgerBalance[]> {
    assertPeriod(period);
    return scope.sql<LedgerBalance>(
      `select account, currency, coalesce(sum(amount_minor) filter (where "on" < $1::date), 0)::float8 as "openingMinor",
          coalesce(sum(amount_minor) filter (where "on" >= $1::date and amount_minor > 0), 0)::float8 as "debitMinor",
          coalesce(-sum(amount_minor) filter (where "on" >= $1::date and amount_minor < 0), 0)::float8 as "creditMinor",
          sum(amount_minor)::float8 as "closingMinor"
        from ledger_posting where ledger_id = ${setting('reseller_id')} and "on" <= $2::date
        group by account, currency
        order by currency, array_position($3::text[], account)`,
      [period.from, period.to, Object.keys(LedgerAccount)],
    );
  },
});
