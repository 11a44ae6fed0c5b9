import { id } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { Currency } from '../../platform/tenancy/index.ts';
import { assertMargin, marginAmounts, marginRules } from './margins.ts';

/** Documents after the newest so many are counted, and not read. */
const MOST = 500;

/** What an invoice, or a note that credits it, adds to a margin. */
@ObjectType()
export class MarginDocument {
  @Field(() => ID, { description: 'Or the invoice that is credited.' }) invoiceId!: string;
  @Field(() => ID, { nullable: true }) creditNoteId!: string | null;
  @Field(() => String) number!: string;
  @Field(() => GraphQLDate) issuedOn!: string;
  @Field(() => String) issuerName!: string;
  @Field(() => String) customerName!: string;
  @Field(() => GraphQLMinor, { description: 'Sold; negative of what was credited.' }) revenueMinor!: number;
  @Field(() => GraphQLMinor, { description: 'Bought from the platform.' }) costMinor!: number;
}

@ObjectType()
export class MarginDocuments {
  @Field(() => Int) documentCount!: number;
  @Field(() => GraphQLMinor, { description: 'Of all of them.' }) revenueMinor!: number;
  @Field(() => GraphQLMinor) costMinor!: number;
  @Field(() => [MarginDocument], { description: 'The latest 500.' }) documents!: MarginDocument[];
}

/** The invoices and credit notes behind one margin, each with what of it belongs there. [O1] */
export const marginDocuments = view({
  name: 'marginDocuments',
  permission: 'LEDGER_READ',
  input: input('MarginDocumentsInput', { ...marginRules, currency: oneOf(Currency), of: id().nullish() }),
  type: () => MarginDocuments,
  async run(scope, { by, from, to, currency: asked, of }): Promise<MarginDocuments> {
    const member = memberOf(scope.actor);
    assertMargin(member, { by, from, to });
    const rows = await scope.sql<MarginDocument & { count: number; allSold: number; allBought: number }>(
      `with ${marginAmounts(member, by)},
         document as (
           select invoice_id, credit_note_id, issued_on, coalesce(sum(minor) filter (where side = 'sold'), 0) as sold,
               coalesce(sum(minor) filter (where side = 'bought'), 0) as bought
             from amount where currency = $3 and id is not distinct from $4::uuid group by invoice_id, credit_note_id, issued_on)
       select d.invoice_id as "invoiceId", d.credit_note_id as "creditNoteId", coalesce(n.number, i.number) as number, d.issued_on::text as "issuedOn",
           i.seller->>'name' as "issuerName", i.buyer->>'name' as "customerName", d.sold::float8 as "revenueMinor", d.bought::float8 as "costMinor",
           count(*) over ()::int as count, sum(d.sold) over ()::float8 as "allSold", sum(d.bought) over ()::float8 as "allBought"
         from document d join invoice i on i.id = d.invoice_id left join credit_note n on n.id = d.credit_note_id
         order by d.issued_on desc, number desc limit ${MOST}`,
      [from, to, asked, of ?? null],
    );
    const [{ count, allSold, allBought } = { count: 0, allSold: 0, allBought: 0 }] = rows;
    return {
      documentCount: count,
      revenueMinor: allSold,
      costMinor: allBought,
      documents: rows.map(({ count: _count, allSold: _sold, allBought: _bought, ...document }) => document),
    };
  },
});
