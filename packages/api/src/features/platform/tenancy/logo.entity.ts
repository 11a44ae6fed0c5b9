import { column, Key, Ref, Table, Text } from '../../../kernel/table.ts';

/** The picture of a reseller's logo; the reseller's row has its address. [T8] */
@Table('logo', {
  data: { kept: 'WHILE_USED', none: 'address type bytes' },
  area: 'reference',
  managedIn: 'directory',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: it is of the tenant itself',
  may: { platform: 'siud', reseller: 'siud', company: 's', worker: 's', gate: 's' },
})
export class Logo {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() address!: string;
  @Text() type!: string;
  @column('bytea', () => String, { api: false }) bytes!: Buffer;
}
