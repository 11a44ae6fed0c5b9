import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  enumeration,
  Json,
  Key,
  Many,
  Moment,
  Secret,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { ConnectorKind, Product } from '../../trade/catalogue/index.ts';
import { ConnectorSetting } from './connector-settings.ts';

export const ConnectorTestOutcome = enumeration('ConnectorTestOutcome', {
  DONE: 'DONE',
  REFUSED: 'REFUSED',
  GONE: 'GONE',
  UNAVAILABLE: 'UNAVAILABLE',
  TIMEOUT: 'TIMEOUT',
  NETWORK: 'NETWORK',
  THROTTLED: 'THROTTLED',
  NOT_SENT: 'NOT_SENT',
});
export type ConnectorTestOutcome = keyof typeof ConnectorTestOutcome;

/** A system that provisions products for the operator; shared by all tenants, seen by staff and the worker only. [P2] */
@Table('connector', {
  data: {
    kept: 'WHILE_USED',
    ends: 'values',
    ACTOR: { for: 'SERVING', CREDENTIAL: 'secret previousSecret' },
    none: 'kind name url previousSecretUntil disabledAt createdAt settings testedAt testOutcome testWords testDetail credentialsSetAt credentialsSetBy',
  },
  area: 'services',
  tenant: 'none',
  may: { platform: 'siu', worker: 'su' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    worker: `${setting('reseller_id')} is not null`,
  },
  constraints: { connector_name_key: ['name', 'A connector of this name exists already.'] },
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
  @Moment({ nullable: true, description: 'When the connection was last tested.' }) testedAt!: Date | null;
  @Choice(ConnectorTestOutcome, { nullable: true }) testOutcome!: ConnectorTestOutcome | null;
  @Text({ nullable: true, description: 'What came of the test, in a sentence.' }) testWords!: string | null;
  @Text({ nullable: true, description: 'What the other side said.' }) testDetail!: string | null;
  @Moment({ nullable: true, description: 'Since when it has the credentials, or the secret, that it has.' })
  credentialsSetAt!: Date | null;
  @Text({ nullable: true, description: 'Who entered them.' }) credentialsSetBy!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => [ConnectorSetting],
    (row) =>
      `select coalesce(jsonb_agg(jsonb_build_object('name', key, 'value', value)), '[]') from jsonb_each_text(${row}.settings) where value <> ''`,
    { description: 'What its kind asks to be told, without its credentials.' },
  )
  settingValues!: ConnectorSetting[];

  @Many(() => Product, 'connectorId', 'code') products!: Product[];
}

/** After what was tested has changed, nothing is known of it. */
export function forgetTest(connector: Connector): void {
  connector.testedAt = null;
  connector.testOutcome = null;
  connector.testWords = null;
  connector.testDetail = null;
}
