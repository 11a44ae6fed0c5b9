import type { Seals } from '../../../kernel/keys.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import { ConnectorFault } from './connector-fault.ts';
import type { AnyConnectorKind, ConnectorSession, Line } from './connector-kind.ts';
import { sealContext } from './endpoint.ts';
import { kindOf } from './kinds.ts';

/** The columns of a connector that a session is opened with. */
export interface SealedConnector {
  connectorId: string;
  kind: ConnectorKind;
  settings: unknown;
  /** Its credentials, as sealed JSON. */
  secret: string;
}

export interface OpenConnector {
  readonly kind: AnyConnectorKind;
  readonly settings: unknown;
  open(line: Line): Promise<ConnectorSession>;
}

/**
 * Makes ready to speak to a connector. Only `open` of what it gives reaches out.
 *
 * @throws {ConnectorFault} NOT_SENT if its settings or credentials are of no use (any more).
 */
export function openConnector(sealed: SealedConnector, seals: Seals): OpenConnector {
  const kind = kindOf(sealed.kind);
  if (!kind) throw new ConnectorFault('NOT_SENT', 'Connectors of this kind are not spoken to.');
  const settings = kind.settings.safeParse(sealed.settings);
  if (!settings.success) {
    throw new ConnectorFault('NOT_SENT', 'The settings of the connector must be completed by staff.', {
      detail: settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '),
    });
  }
  const credentials = credentialsOf(kind, sealed, seals);
  return { kind, settings: settings.data, open: (line) => kind.open(settings.data, credentials, line) };
}

function credentialsOf(
  kind: AnyConnectorKind,
  { connectorId, secret }: SealedConnector,
  seals: Seals,
): unknown {
  try {
    return kind.credentials.parse(JSON.parse(seals.unseal(secret, sealContext(connectorId))));
  } catch {
    throw new ConnectorFault('NOT_SENT', 'The credentials of the connector must be entered anew by staff.');
  }
}
