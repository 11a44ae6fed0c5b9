import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import type { AnyConnectorKind } from './connector-kind.ts';
import { ldap } from './ldap/ldap.ts';
import { microsoft365 } from './microsoft-365/microsoft-365.ts';
import { scim } from './scim/scim.ts';
import { sqlMail } from './sql-mail/sql-mail.ts';

/** The kinds of connectors that there are: the only list of them. */
export const kinds: readonly AnyConnectorKind[] = [microsoft365, sqlMail, ldap, scim];

/** The kind of this name; undefined for what is done without one. */
export const kindOf = (kind: ConnectorKind): AnyConnectorKind | undefined =>
  kinds.find((candidate) => candidate.kind === kind);
