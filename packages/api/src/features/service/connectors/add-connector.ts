import { line, newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { ConnectorKind } from '../../trade/catalogue/index.ts';
import { Connector } from './connector.entity.ts';
import { productsOfConnector } from './connector-rules.ts';
import { settingsInput, settingsOf } from './connector-settings.ts';
import { sealContext } from './endpoint.ts';
import { kindOf } from './kinds.ts';

import { setProducts } from './set-webhook.ts';

/** Staff say which system of a known kind sets which products up, and what signs in to it. [P2] [S55] */
export const addConnector = verb({
  name: 'addConnector',
  description: 'Adds a system that sets services up; webhooks are configured by configureWebhook.',
  permission: 'CONNECTOR_WRITE',
  input: input('AddConnectorInput', {
    kind: oneOf(ConnectorKind),
    name: line(80),
    settings: settingsInput(),
    credentials: settingsInput(),
    productIds: productsOfConnector(0),
  }),
  async run(scope, { kind: word, name, settings: given, credentials: typed, productIds }, { seals }) {
    const kind = kindOf(word);
    if (!kind) throw invalid('kind', 'Must be a kind that connectorKinds names.');
    const settings = settingsOf(kind.settings, given, 'settings');
    const credentials = settingsOf(kind.credentials, typed, 'credentials');
    const connectorId = newId();
    await scope.insert(Connector, {
      id: connectorId,
      kind: word,
      name,
      url: kind.address(settings),
      settings,
      secret: seals.seal(JSON.stringify(credentials), sealContext(connectorId)),
      previousSecret: null,
      previousSecretUntil: null,
      disabledAt: null,
      testedAt: null,
      testOutcome: null,
      testWords: null,
      testDetail: null,
      credentialsSetAt: scope.now,
      credentialsSetBy: (await who(scope)).name,
      createdAt: scope.now,
    });
    await setProducts(scope, connectorId, productIds);
    const { resellerId } = memberOf(scope.actor);
    return {
      result: connectorId,
      subject: {
        type: 'Connector',
        id: connectorId,
        resellerId,
        changed: ['name', 'settings', 'credentials', 'products'],
      },
    };
  },
});
