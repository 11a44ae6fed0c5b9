import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { addConnector } from './add-connector.ts';
import { ConfiguredWebhook, configureWebhook } from './configure-webhook.ts';
import { Connector } from './connector.entity.ts';
import { connectors } from './connector.list.ts';
import { connectorKinds } from './connector-kinds.ts';
import { setConnectorCredentials } from './set-connector-credentials.ts';
import { testConnector } from './test-connector.ts';
import { updateConnector } from './update-connector.ts';

const permissions = {
  CONNECTOR_WRITE: {
    area: 'services',
    levels: ['PLATFORM'],
    words: 'Look after connectors: which systems set services up, and what signs in to them',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const connectorsFeature = feature({
  name: 'service/connectors',
  needs: ['people/identity', 'trade/catalogue'],
  permissions,
  tables: [Connector],
  lists: [connectors],
  verbs: [
    plainMutation(configureWebhook, () => ConfiguredWebhook),
    mutation(addConnector, Connector),
    mutation(updateConnector, Connector),
    mutation(setConnectorCredentials, Connector),
    mutation(testConnector, Connector),
  ],
  views: [connectorKinds],
  audits: { Connector: { label: 'Connector' } },
});
