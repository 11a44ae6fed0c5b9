import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { ConnectorFault, type FaultKind } from './connector-fault.ts';
import { kindOf } from './kinds.ts';
import { openConnector, type SealedConnector } from './open-connector.ts';

/** For each call; the whole takes at most three times as long. */
const TIMEOUT_MS = 10_000;

interface Tested {
  outcome: 'DONE' | FaultKind;
  words: string;
  detail: string | null;
}

/** Signs in to a connector, looks around and notes what came of it; nothing is changed there. [P2] */
export const testConnector = outsideVerb({
  name: 'testConnector',
  description: 'Signs in to it and looks around; what came of it is kept with the connector.',
  permission: 'CONNECTOR_WRITE',
  input: input('TestConnectorInput', { id: id() }),
  async plan(scope, { id: connectorId }) {
    const [sealed] = await scope.sql<SealedConnector>(
      'select id as "connectorId", kind, settings, secret from connector where id = $1',
      [connectorId],
    );
    if (!sealed) throw notFound('connector');
    if (!kindOf(sealed.kind)) {
      throw invalid('id', 'Must be a connector that signs in; a webhook is tried by what it sets up.');
    }
    return sealed;
  },
  async call(sealed, _input, { services }): Promise<Tested> {
    try {
      const connector = openConnector(sealed, services.seals);
      const session = await connector.open({
        allowPrivate: services.outbound.allow,
        signal: AbortSignal.timeout(3 * TIMEOUT_MS),
        timeoutMs: TIMEOUT_MS,
      });
      try {
        return { outcome: 'DONE', words: await session.test(), detail: null };
      } finally {
        await session.close();
      }
    } catch (error) {
      if (!(error instanceof ConnectorFault)) throw error;
      return { outcome: error.kind, words: error.reason, detail: error.detail };
    }
  },
  async settle(scope, _sealed, { outcome, words, detail }, { id: connectorId }) {
    const noted = await scope.sql(
      `update connector set tested_at = $2, test_outcome = $3, test_words = $4, test_detail = $5 where id = $1 returning id`,
      [connectorId, scope.now, outcome, words, detail],
    );
    if (!noted.length) throw notFound('connector');
    scope.hint({ kind: 'Connector', id: connectorId });
    const { resellerId } = memberOf(scope.actor);
    return {
      result: connectorId,
      subject: { type: 'Connector', id: connectorId, resellerId, changed: ['testOutcome'] },
    };
  },
});
