import { setting } from '../../../kernel/protection.ts';
import { Computed, Flag, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** The status page that everyone can read: the platform's, or a reseller's in its own name. [N4] [T8] */
@Table('status_site', {
  data: {
    kept: 'WHILE_USED',
    none: 'byPlatform slug hostName recordName recordValue hostSince provedAt checkedAt nextCheckAt problem createdAt',
  },
  area: 'support',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: it says how services are that go on',
  may: { platform: 'siud', reseller: 'siud', worker: 'su', gate: 's' },
  writes: {
    platform: `by_platform and reseller_id = ${setting('reseller_id')}`,
    reseller: 'not by_platform',
  },
  impersonal: ['slug', 'hostName', 'provedAt'],
  constraints: {
    status_site_slug_key: [
      'slug',
      'Another page has this address already: add what tells you apart, such as your town.',
    ],
  },
})
export class StatusSite {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'The platform’s own.' }) byPlatform!: boolean;
  @Text({ nullable: true, description: 'The last part of its address here; the platform’s has none.' })
  slug!: string | null;
  @Text({ nullable: true, description: 'The host name of its own under which it is there, too.' })
  hostName!: string | null;
  @Text({ nullable: true, description: 'Name of the TXT record that proves the host name.' })
  recordName!: string | null;
  @Text({ nullable: true, description: 'What the TXT record says.' }) recordValue!: string | null;
  @Moment({ nullable: true, api: false }) hostSince!: Date | null;
  @Moment({
    nullable: true,
    description: 'Since when the host name is proved, and the page is there under it.',
  })
  provedAt!: Date | null;
  @Moment({ nullable: true, description: 'When the record was last looked for.' }) checkedAt!: Date | null;
  @Moment({ nullable: true, api: false }) nextCheckAt!: Date | null;
  @Text({ nullable: true, description: 'Why the last look did not prove the host name.' })
  problem!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => String,
    (row) => `'/status' || coalesce('/' || ${row}.slug, '')`,
    {
      description: 'Where it is in this installation.',
    },
  )
  path!: string;
}
