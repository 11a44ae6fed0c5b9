import { setting, whereReached } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { Amount, Choice, Computed, Key, Moment, One, Ref, Table, Whole } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Product, ProductCategory } from '../catalogue/index.ts';

/** Nobody sets what they are held to themselves. */
const mine = `reseller_id = ${setting('reseller_id')}`;

/**
 * How much may be had: by a company, as its seller says, or by all companies of a reseller together, as the platform says. Of one
 * product, of all products of a category, or in money a month of everything: what the company pays, or what the reseller pays. [C4]
 */
@Table('quota', {
  data: { kept: 'WHILE_USED', none: 'category most mostMinor createdAt' },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: a limit begins nothing',
  may: { platform: 'siud', reseller: 'siud', company: 's', gate: 's' },
  writes: { platform: `company_id is null or ${mine}`, reseller: 'company_id is not null' },
  changes: { platform: ['most', 'mostMinor'], reseller: ['most', 'mostMinor'] },
  impersonal: ['most', 'mostMinor'],
})
export class Quota {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref({ nullable: true }) productId!: string | null;
  @Choice(ProductCategory, { nullable: true, description: 'All products of this category together.' })
  category!: ProductCategory | null;
  @Whole({ nullable: true, description: 'How many units at most.' }) most!: number | null;
  @Amount({ nullable: true, description: 'Of a quota in money: how much a month at most, without VAT.' })
  mostMinor!: number | null;
  @Computed(
    () => String,
    (row) =>
      `select coalesce((select c.currency from company c where c.id = ${row}.company_id), r.currency) from reseller r where r.id = ${row}.reseller_id`,
    { description: 'Of a quota in money: that of whoever pays it.' },
  )
  currency!: string;
  @Moment() createdAt!: Date;

  @Computed(
    () => GraphQLMinor,
    (row) => whereReached('services', `quota_used(${row}.id)`, `${row}.company_id`),
    {
      nullable: true,
      description:
        'How much of it is taken: units, or minor units of money a month. What is planned counts, what has ended does not.',
    },
  )
  used!: number | null;

  @One(() => Reseller, 'resellerId') reseller!: Reseller;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => Product, 'productId', { nullable: true }) product!: Product | null;
}
