import { setting } from '../../kernel/protection.ts';
import { Day, Key, Table, Text } from '../../kernel/table.ts';

/** A version of the data processing agreement between the platform and its customers. [D1] */
@Table('agreement', {
  tenant: 'none',
  may: { platform: 'si', reseller: 's', company: 's', endUser: 's', anonymous: 's', gate: 's' },
  rows: { platform: 'true', reseller: 'true', company: 'true', endUser: 'true', anonymous: 'true' },
  writes: { platform: `${setting('membership_id')} is not null` },
})
export class Agreement {
  @Key() id!: string;
  @Text() version!: string;
  @Text() title!: string;
  @Text() text!: string;
  @Day() publishedOn!: string;
}
