import { setting } from '../../../kernel/protection.ts';
import { Key, Moment, Ref, Table } from '../../../kernel/table.ts';

/** How fast a connector is gone to, over all workers and tenants: when it is the next one's turn, and until when it is left alone. */
@Table('connector_pace', {
  data: { kept: 'WHILE_USED', none: 'nextAt heldUntil' },
  area: 'services',
  internal: true,
  tenant: 'none',
  may: { platform: 's', worker: 'siu', gate: 'siu' },
  rows: {
    platform: `${setting('membership_id')} is not null`,
    worker: `${setting('reseller_id')} is not null`,
  },
})
export class ConnectorPace {
  @Key() id!: string;
  @Ref() connectorId!: string;
  /** When the next one may go, as if each took its full share of a minute. */
  @Moment({ api: false }) nextAt!: Date;
  /** Until then the other side wants to be left alone. */
  @Moment({ api: false }) heldUntil!: Date;
}
