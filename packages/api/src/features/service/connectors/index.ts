/** Connectors: the systems that make subscriptions real, how each kind of them is spoken to, and what signs in to them. */
export { Connector } from './connector.entity.ts';
export { ConnectorFault, type FaultKind } from './connector-fault.ts';
export type {
  AnyConnectorKind,
  Changes,
  ConnectorKindDefinition,
  ConnectorSession,
  Line,
  Shape,
  Step,
  Wanted,
} from './connector-kind.ts';
export { type Endpoint, openEndpoint, type SealedEndpoint, sealContext } from './endpoint.ts';
export { kindOf, kinds } from './kinds.ts';
export { MAIL_PARTS, type MailPart, type PassedOn, passedOn } from './mail-parts.ts';
export { openConnector, type SealedConnector } from './open-connector.ts';
export { setWebhook } from './set-webhook.ts';
export { newWebhookSecret, signedHeaders } from './webhook-signature.ts';
