import { Float } from 'type-graphql';
import { column, Day, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Reseller } from '../../platform/tenancy/index.ts';

/** Where a tenant's chain of audit entries ended on a day, for its administrators to keep; never changed. [S81] */
@Table('published_head', {
  data: { kept: 'PROOF', none: 'day position hash publishedAt' },
  area: 'records',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what happens is put down',
  may: { platform: 'si', reseller: 's', company: 's', gate: 's' },
})
export class PublishedHead {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Day() day!: string;
  @column('bigint', () => Float, { description: 'The place of the last entry in its chain.' })
  position!: number;
  @Text({ description: 'Of that entry, hexadecimal: it holds to all entries before it.' }) hash!: string;
  @Moment() publishedAt!: Date;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
}
