import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { VatCategory } from '../billing/index.ts';
import { assertPeriod, periodRules } from './ledger-period.ts';

/** What was supplied at one rate. */
@ObjectType()
export class VatFigure {
  @Field(() => VatCategory, { nullable: true }) category!: VatCategory | null;
  @Field(() => Int, { nullable: true, description: 'Hundredths of a per cent: 2000 is 20 %.' }) rateBp!:
    | number
    | null;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => GraphQLMinor) vatMinor!: number;
}

/** The boxes in pounds, of what was invoiced in another currency. */
@ObjectType()
export class VatInSterling {
  @Field(() => GraphQLMinor) outputVatMinor!: number;
  @Field(() => GraphQLMinor) inputVatMinor!: number;
  @Field(() => GraphQLMinor) salesMinor!: number;
  @Field(() => GraphQLMinor) purchasesMinor!: number;
}

/** What a VAT return asks for, of one currency (HMRC VAT Notice 700/12). [B5] */
@ObjectType()
export class VatFigures {
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { description: 'Box 1: VAT due on sales.' }) outputVatMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Box 4: VAT on purchases from the platform.' })
  inputVatMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Box 6: sales without VAT.' }) salesMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Box 7: purchases from the platform without VAT.' })
  purchasesMinor!: number;
  @Field(() => VatInSterling, {
    nullable: true,
    description:
      'Each invoice by the rate that stands on it. None for pounds, and where an invoice has no rate, because no VAT was charged on it.',
  })
  sterling!: VatInSterling | null;
  @Field(() => [VatFigure]) rates!: VatFigure[];
}

const sum = (sign: '' | '-', account: string): string =>
  `coalesce(${sign}sum(amount_minor) filter (where account = '${account}'), 0)::float8`;

const pounds = (sign: '' | '-', account: string): string =>
  `coalesce(${sign}sum(pounds) filter (where account = '${account}'), 0)`;

/** The VAT of a period, from the ledger of whoever asks. */
export const vatFigures = view({
  name: 'vatFigures',
  permission: 'LEDGER_READ',
  input: input('VatFiguresInput', periodRules),
  type: () => [VatFigures],
  async run(scope, period): Promise<VatFigures[]> {
    assertPeriod(period);
    return scope.sql<VatFigures>(
      `with posting as (
         select account, amount_minor, currency, vat_category, vat_rate_bp, entry_id, invoice_id from ledger_posting
           where ledger_id = ${setting('reseller_id')} and account in ('REVENUE', 'OUTPUT_VAT', 'INPUT_VAT', 'PURCHASES')
             and "on" between $1::date and $2::date),
       rate as (
         select vat_category as category, vat_rate_bp as "rateBp", currency, ${sum('-', 'REVENUE')} as "netMinor",
             ${sum('-', 'OUTPUT_VAT')} as "vatMinor"
           from posting where account in ('REVENUE', 'OUTPUT_VAT') group by vat_category, vat_rate_bp, currency),
       converted as (
         select p.currency, p.account, round(sum(p.amount_minor) / i.per_pound::numeric) as pounds
           from posting p join invoice i on i.id = p.invoice_id where p.currency <> 'GBP'
           group by p.currency, p.account, p.entry_id, i.per_pound)
       select currency, ${sum('-', 'OUTPUT_VAT')} as "outputVatMinor", ${sum('', 'INPUT_VAT')} as "inputVatMinor",
           ${sum('-', 'REVENUE')} as "salesMinor", ${sum('', 'PURCHASES')} as "purchasesMinor",
           coalesce((select json_agg(r order by r."rateBp" desc nulls last, r.category) from rate r where r.currency = posting.currency), '[]')
             as rates,
           (select json_build_object('outputVatMinor', ${pounds('-', 'OUTPUT_VAT')}, 'inputVatMinor', ${pounds('', 'INPUT_VAT')},
               'salesMinor', ${pounds('-', 'REVENUE')}, 'purchasesMinor', ${pounds('', 'PURCHASES')})
             from converted c where c.currency = posting.currency having count(*) > 0 and count(*) = count(pounds)) as sterling
         from posting group by currency order by currency <> 'GBP', currency`,
      [period.from, period.to],
    );
  },
});
