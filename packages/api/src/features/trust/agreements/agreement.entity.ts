import { setting } from '../../../kernel/protection.ts';
import { Computed, Day, Id, Key, Table, Text } from '../../../kernel/table.ts';

const own = `reseller_id = ${setting('reseller_id')}`;

/**
 * A version of the data processing agreement between the platform, or a reseller, and its customers. Where a reseller publishes none the
 * platform's holds for its companies. A company reads what it has accepted of a former reseller's, too. [D1] [N5]
 */
@Table('agreement', {
  data: { kept: 'PROOF', none: 'version title text publishedOn summary acceptBy' },
  area: 'reference',
  managedIn: 'privacy',
  tenant: 'none',
  may: { platform: 'si', reseller: 'si', company: 's', endUser: 's', anonymous: 's', gate: 's' },
  rows: {
    platform: 'true',
    reseller: `(reseller_id is null or ${own})`,
    company: `(reseller_id is null or ${own} or has_accepted(id))`,
    endUser: `(reseller_id is null or ${own})`,
    anonymous: 'true',
  },
  writes: { platform: 'reseller_id is null', reseller: own },
  impersonal: ['version'],
  constraints: { agreement_version_key: ['version', 'This version has been published already.'] },
})
export class Agreement {
  @Key() id!: string;
  @Id({ nullable: true, description: 'Whose it is; null: the platform’s.' }) resellerId!: string | null;
  @Text() version!: string;
  @Text() title!: string;
  @Text() text!: string;
  @Text({ nullable: true, description: 'What has changed since the version before; none for the first.' })
  summary!: string | null;
  @Day() publishedOn!: string;
  @Day({ nullable: true, description: 'By when it is to be accepted; nothing stops after that day.' })
  acceptBy!: string | null;

  @Computed(
    () => Boolean,
    (
      row,
    ) => `${row}.id = (select n.id from agreement n where n.reseller_id is not distinct from ${row}.reseller_id
      order by n.published_on desc, n.id desc limit 1)`,
    { description: 'The version in force, among those of whoever publishes it.' },
  )
  current!: boolean;
}
