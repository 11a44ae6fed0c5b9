import { setting } from '../../../kernel/protection.ts';
import { Choice, Json, Key, Many, Moment, Secret, Table, Text } from '../../../kernel/table.ts';
import { ConnectorKind, Product } from '../../trade/catalogue/index.ts';

/** An endpoint of the operator that provisions products; shared by all tenants, seen by staff and the worker only. [P2] */
@Table('connector', {
  area: 'services',
  tenant: 'none',
  may: { platform: 'siu', worker: 'su' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    worker: `${setting('reseller_id')} is not null`,
  },
  constraints: { connector_name_key: ['name', 'An endpoint of this name exists already.'] },
})
export class Connector {
  @Key() id!: string;
  @Choice(ConnectorKind) kind!: ConnectorKind;
  @Text() name!: string;
  @Text({ description: 'Where it is.' }) url!: string;
  /** What its kind asks to be told. */
  @Json() settings!: unknown;
  /** What signs webhooks; of other kinds the credentials, as JSON. */
  @Secret() secret!: string;
  /** The one before it signs along for a while after the secret was replaced. [S78] */
  @Secret({ nullable: true }) previousSecret!: string | null;
  @Moment({ nullable: true, api: false }) previousSecretUntil!: Date | null;
  @Moment({ nullable: true, description: 'Since when nothing is sent there, because it answered 410 Gone.' })
  disabledAt!: Date | null;
  @Moment() createdAt!: Date;

  @Many(() => Product, 'connectorId', 'code') products!: Product[];
}
