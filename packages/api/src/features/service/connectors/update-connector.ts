import { id, line } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { Connector } from './connector.entity.ts';
import { assertReachable, productsOfConnector } from './connector-rules.ts';
import { setProducts } from './set-webhook.ts';

/** Renames an endpoint, or says where it is and which products it provisions; its secret stays. [P2] [S66] */
export const updateConnector = outsideVerb({
  name: 'updateConnector',
  description: 'Its secret stays as it is.',
  permission: 'CONNECTOR_WRITE',
  input: edit(
    'UpdateConnectorInput',
    { id: id() },
    {
      name: line(80).optional(),
      url: line(500).optional(),
      productIds: productsOfConnector().optional(),
    },
  ),
  plan: () => Promise.resolve(null),
  async call(_planned, { url }, { services }) {
    if (url !== undefined) await assertReachable(url, services.outbound.allow);
  },
  async settle(scope, _planned, _called, { id: connectorId, known, name, url, productIds }) {
    const connector = await loadLocked(scope, Connector, connectorId);
    const provisioned = await scope.sql<{ id: string }>(
      'select id from product where connector_id = $1 order by id',
      [connectorId],
    );
    const held = { productIds: provisioned.map((product) => product.id) };
    known?.assertStill({ ...connector, ...held }, { name, url, productIds });
    const changed = {
      ...assign(connector, { name, url }, undefined),
      ...assign(held, { productIds }, undefined),
    };
    if (changed.productIds) await setProducts(scope, connectorId, held.productIds);
    if (!Object.keys(changed).length) return { result: connectorId, subject: null };
    const { resellerId } = memberOf(scope.actor);
    return { result: connectorId, subject: { type: 'Connector', id: connectorId, resellerId, changed } };
  },
});
