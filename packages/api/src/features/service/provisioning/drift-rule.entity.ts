import { setting } from '../../../kernel/protection.ts';
import { Choice, enumeration, Key, One, Ref, Table, Whole } from '../../../kernel/table.ts';
import { Product } from '../../trade/catalogue/index.ts';

/** What is done about a difference: it is put right, kept as it is, or somebody is asked. */
export const DriftPolicy = enumeration('DriftPolicy', { CORRECT: 'CORRECT', ACCEPT: 'ACCEPT', ASK: 'ASK' });
export type DriftPolicy = keyof typeof DriftPolicy;

/** What is done about differences at a connector, or with one product of it. [P1] */
@Table('drift_rule', {
  data: { kept: 'WHILE_USED', none: 'policy everyHours' },
  area: 'services',
  tenant: 'none',
  may: { platform: 'siud', worker: 's' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    worker: `${setting('reseller_id')} is not null`,
  },
})
export class DriftRule {
  @Key() id!: string;
  @Ref() connectorId!: string;
  /** Of one product; else of all that have no rule of their own. */
  @Ref({ nullable: true }) productId!: string | null;
  @Choice(DriftPolicy) policy!: DriftPolicy;
  @Whole({
    description:
      'How often a service is looked at, unless the connector says what has changed; of a product the connector’s counts.',
  })
  everyHours!: number;

  @One(() => Product, 'productId', { nullable: true }) product!: Product | null;
}
