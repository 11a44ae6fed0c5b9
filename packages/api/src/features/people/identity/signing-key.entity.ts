import { Key, Moment, Table } from '../../../kernel/table.ts';

/**
 * A generation of the keys that sign access tokens. The keys themselves are made of the installation's secret and this id, so
 * that the database holds nothing to sign with. It signs from a moment at which every process has heard of it. [S54]
 */
@Table('signing_key', {
  data: { kept: 'WHILE_USED', none: 'signsFrom createdAt' },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'sid' },
})
export class SigningKey {
  @Key() id!: string;
  @Moment({ api: false }) signsFrom!: Date;
  @Moment({ api: false }) createdAt!: Date;
}
