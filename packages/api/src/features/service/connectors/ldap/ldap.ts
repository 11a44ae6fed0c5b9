import type { ConnectorKindDefinition } from '../connector-kind.ts';
import { directoryShape, directorySteps } from './plan.ts';
import { openDirectorySession } from './session.ts';
import { type LdapCredentials, type LdapSettings, ldapCredentials, ldapSettings } from './settings.ts';

/** Accounts and groups of a directory: OpenLDAP, or Active Directory. [P2] */
export const ldap: ConnectorKindDefinition<LdapSettings, LdapCredentials> = {
  kind: 'LDAP',
  words: 'LDAP directory',
  about:
    'Accounts, their addresses and their groups in OpenLDAP or Active Directory, in a unit for each company.',
  settings: ldapSettings,
  credentials: ldapCredentials,
  limits: { atOnce: 4, perMinute: 600 },
  attributes: {
    unit: 'Unit',
    login: 'User name',
    name: 'Name',
    givenName: 'First name',
    familyName: 'Last name',
    mail: 'Address',
    aliases: 'Other addresses',
    active: 'In use',
    groups: 'Groups',
    reference: 'Reference',
  },
  mail: [],
  address: ({ host, port, encryption, baseDn }) =>
    `${encryption === 'TLS' ? 'ldaps' : 'ldap'}://${host}:${port}/${baseDn}`,
  shape: directoryShape,
  steps: directorySteps,
  open: openDirectorySession,
};
