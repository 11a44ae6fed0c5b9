import { newId } from '@steward/shared';
import { onTestFinished } from 'vitest';
import { sealContext } from '../../connectors/index.ts';
import type { ProvisioningTest } from '../testing.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

export interface Place {
  standIn: StandIn;
  connectorId: string;
  productId: string;
}

/** A stand-in with its connector and a product, until the test is over. */
export async function place(t: ProvisioningTest): Promise<Place> {
  const standIn = await startStandIn();
  onTestFinished(() => standIn.stop());
  t.allow(standIn.url);
  const connectorId = newId();
  const secret = t.test.app.services.seals.seal('{"token":"secret"}', sealContext(connectorId));
  await t.world.sql(
    `insert into connector (id, kind, name, url, settings, secret, created_at) values ($1, 'SCIM', $2, $3, $4, $5, $6)`,
    [connectorId, `Stand-in ${connectorId}`, standIn.url, { url: standIn.url }, secret, t.test.clock.now()],
  );
  const productId = await t.product('WEBHOOK');
  await t.world.sql(`update product set connector = 'SCIM', connector_id = $2 where id = $1`, [
    productId,
    connectorId,
  ]);
  return { standIn, connectorId, productId };
}
