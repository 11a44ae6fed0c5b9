import { setting } from '../../../kernel/protection.ts';
import { Computed, Day, Key, Table, Text } from '../../../kernel/table.ts';
import { NEWEST_AGREEMENT } from './newest-agreement.ts';

/** A version of the data processing agreement between the platform and its customers. [D1] */
@Table('agreement', {
  data: { kept: 'PROOF', none: 'version title text publishedOn summary acceptBy' },
  area: 'reference',
  managedIn: 'privacy',
  tenant: 'none',
  may: { platform: 'si', reseller: 's', company: 's', endUser: 's', anonymous: 's', gate: 's' },
  rows: { platform: 'true', reseller: 'true', company: 'true', endUser: 'true', anonymous: 'true' },
  writes: { platform: `${setting('membership_id')} is not null` },
  impersonal: ['version'],
  constraints: { agreement_version_key: ['version', 'This version has been published already.'] },
})
export class Agreement {
  @Key() id!: string;
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
    (row) => `${row}.version = ${NEWEST_AGREEMENT}`,
    { description: 'The version that is to be accepted now.' },
  )
  current!: boolean;
}
