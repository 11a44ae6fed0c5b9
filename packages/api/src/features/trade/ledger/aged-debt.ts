import { date } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';

/** What is owed, by how long it has been due. */
@ObjectType()
export class AgedDebt {
  @Field(() => ID, { nullable: true, description: 'The company, if a company owes it.' }) companyId!:
    | string
    | null;
  @Field(() => ID, { nullable: true, description: 'The reseller, if a reseller owes it.' }) resellerId!:
    | string
    | null;
  @Field(() => String) customerName!: string;
  @Field(() => String) currency!: string;
  @Field(() => Int, { description: 'Invoices of which something is still to be paid.' })
  invoiceCount!: number;
  @Field(() => GraphQLMinor) notDueMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Due for 1 to 30 days.' }) to30Minor!: number;
  @Field(() => GraphQLMinor, { description: 'Due for 31 to 60 days.' }) to60Minor!: number;
  @Field(() => GraphQLMinor, { description: 'Due for 61 to 90 days.' }) to90Minor!: number;
  @Field(() => GraphQLMinor, { description: 'Due for longer than 90 days.' }) olderMinor!: number;
  @Field(() => GraphQLMinor) totalMinor!: number;
}

/** Days after the day on which it was to be paid → the column. */
const between = (column: string, condition: string): string =>
  `coalesce(sum(due) filter (where ${condition}), 0)::float8 as "${column}"`;

/** SQL: what is owed by how long it has been due, of rows with `due` and the `days` since it was to be paid. */
export const AGED = `${between('notDueMinor', 'days <= 0')}, ${between('to30Minor', 'days between 1 and 30')},
  ${between('to60Minor', 'days between 31 and 60')}, ${between('to90Minor', 'days between 61 and 90')}, ${between('olderMinor', 'days > 90')}`;

/** Those who owe whoever asks, as the ledger stood at the end of a day; who owes most comes first. [B7] */
export const agedDebt = view({
  name: 'agedDebt',
  permission: 'LEDGER_READ',
  input: input('AgedDebtInput', { on: date() }),
  type: () => [AgedDebt],
  run: (scope, { on }): Promise<AgedDebt[]> =>
    scope.sql<AgedDebt>(
      `with unpaid as (
         select p.invoice_id, p.currency, sum(p.amount_minor) as due from ledger_posting p
           where p.ledger_id = ${setting('reseller_id')} and p.account = 'RECEIVABLE' and p."on" <= $1::date
           group by p.invoice_id, p.currency having sum(p.amount_minor) <> 0),
       late as (
         select u.due, u.currency, i.company_id, i.reseller_id, $1::date - i.due_on as days,
             first_value(i.buyer->>'name') over (partition by coalesce(i.company_id, i.reseller_id)
               order by i.issued_on desc, i.id desc) as name
           from unpaid u join invoice i on i.id = u.invoice_id)
       select company_id as "companyId", case when company_id is null then reseller_id end as "resellerId",
           name as "customerName", currency, count(*)::int as "invoiceCount", ${AGED},
           sum(due)::float8 as "totalMinor"
         from late group by company_id, reseller_id, name, currency order by sum(due) desc, name, company_id`,
      [on],
    ),
});
