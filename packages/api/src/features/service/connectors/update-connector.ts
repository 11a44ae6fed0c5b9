import { id, line } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import { Connector, forgetTest } from './connector.entity.ts';
import { assertReachable, productsOfConnector } from './connector-rules.ts';
import { settingsInput, settingsOf, typedSettings } from './connector-settings.ts';
import { kindOf } from './kinds.ts';
import { setProducts } from './set-webhook.ts';

/** Renames a connector, or says where it is and which products it provisions; its secret stays. [P2] [S66] */
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
      settings: settingsInput().optional(),
      productIds: productsOfConnector(0).optional(),
    },
  ),
  async plan(scope, { id: connectorId, url }) {
    const [connector] = await scope.sql<{ kind: ConnectorKind }>('select kind from connector where id = $1', [
      connectorId,
    ]);
    if (url !== undefined && connector && kindOf(connector.kind)) {
      throw invalid('url', 'Follows from the settings of the connector.');
    }
  },
  async call(_planned, { url }, { services }) {
    if (url !== undefined) await assertReachable(url, services.outbound.allow);
  },
  async settle(scope, _planned, _called, { id: connectorId, known, name, url, settings, productIds }) {
    const connector = await loadLocked(scope, Connector, connectorId);
    const kind = kindOf(connector.kind);
    if (!kind && settings) throw invalid('settings', 'A webhook has none.');
    if (!kind && productIds?.length === 0) throw invalid('productIds', 'Must name at least one product.');
    const provisioned = await scope.sql<{ id: string }>(
      'select id from product where connector_id = $1 order by id',
      [connectorId],
    );
    const held = {
      productIds: provisioned.map((product) => product.id),
      settings: kind && typedSettings(kind.settings, connector.settings),
    };
    const given = kind && settings && settingsOf(kind.settings, settings, 'settings');
    const wanted = given && typedSettings(kind.settings, given);
    known?.assertStill({ ...connector, ...held }, { name, url, settings: wanted, productIds });
    const changed = {
      ...assign(connector, { name, url }, undefined),
      ...assign(held, { productIds, settings: wanted }, undefined),
    };
    if (kind && changed.settings) {
      connector.settings = given;
      connector.url = kind.address(given);
      forgetTest(connector);
    }
    if (changed.productIds) await setProducts(scope, connectorId, held.productIds);
    if (!Object.keys(changed).length) return { result: connectorId, subject: null };
    const { resellerId } = memberOf(scope.actor);
    return { result: connectorId, subject: { type: 'Connector', id: connectorId, resellerId, changed } };
  },
});
