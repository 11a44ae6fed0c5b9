import { id, type Minor } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { ImportedPrice, judgePriceFile } from './judge-price-file.ts';
import { priceFile } from './read-price-file.ts';

@ObjectType()
export class PriceListImportRow {
  @Field(() => ID) key!: string;
  @Field(() => Int, { nullable: true }) line!: number | null;
  @Field(() => String) code!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Int, { nullable: true }) fromQuantity!: number | null;
  @Field(() => GraphQLMinor, { nullable: true }) beforeMinor!: Minor | null;
  @Field(() => GraphQLMinor, { nullable: true }) minor!: Minor | null;
  @Field(() => ImportedPrice) outcome!: keyof typeof ImportedPrice;
  @Field(() => String, { nullable: true }) problem!: string | null;
}

@ObjectType()
export class PriceListImport {
  @Field(() => Int, { nullable: true, description: 'The version that it is compared with.' })
  beforeNumber!: number | null;
  @Field(() => [PriceListImportRow]) rows!: PriceListImportRow[];
}

/** What a file would change in a list, before anything is made of it. [C2] */
export const priceListImport = view({
  name: 'priceListImport',
  permission: 'PRICE_LIST_WRITE',
  input: input('PriceListImportInput', { priceListId: id(), csv: priceFile() }),
  type: () => PriceListImport,
  async run(scope, { priceListId, csv }): Promise<PriceListImport> {
    const [list] = await scope.sql<{ id: string; currency: string }>(
      'select id, currency from price_list where id = $1',
      [priceListId],
    );
    if (!list) throw notFound('price list');
    const { latest, prices } = await judgePriceFile(scope, list, csv);
    return { beforeNumber: latest?.number ?? null, rows: prices };
  },
});
