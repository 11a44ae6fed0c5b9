import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { Connector, forgetTest } from './connector.entity.ts';
import { settingsInput, settingsOf } from './connector-settings.ts';
import { sealContext } from './endpoint.ts';
import { kindOf } from './kinds.ts';

/** Replaces what signs in to a connector; nobody reads it again, and it holds from the next conversation on. [P2] [S55] */
export const setConnectorCredentials = verb({
  name: 'setConnectorCredentials',
  description: 'Replaces what signs in to it. A webhook gets a new secret by configureWebhook.',
  permission: 'CONNECTOR_WRITE',
  input: input('SetConnectorCredentialsInput', { id: id(), credentials: settingsInput() }),
  async run(scope, { id: connectorId, credentials: typed }, { seals }) {
    const connector = await loadLocked(scope, Connector, connectorId);
    const kind = kindOf(connector.kind);
    if (!kind) throw invalid('id', 'Must be a connector that signs in; a webhook has a secret instead.');
    const credentials = settingsOf(kind.credentials, typed, 'credentials');
    connector.secret = seals.seal(JSON.stringify(credentials), sealContext(connectorId));
    connector.credentialsSetAt = scope.now;
    connector.credentialsSetBy = (await who(scope)).name;
    forgetTest(connector);
    scope.hint({ kind: 'Connector', id: connectorId });
    const { resellerId } = memberOf(scope.actor);
    return {
      result: connectorId,
      subject: { type: 'Connector', id: connectorId, resellerId, changed: ['credentials'] },
    };
  },
});
