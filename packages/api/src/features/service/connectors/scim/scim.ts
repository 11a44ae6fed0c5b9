import type { ConnectorKindDefinition } from '../connector-kind.ts';
import { scimShape, scimSteps } from './plan.ts';
import { openScimSession } from './session.ts';
import { type ScimCredentials, type ScimSettings, scimCredentials, scimSettings } from './settings.ts';

/** Accounts and groups of an application that is told of them by SCIM 2.0. [P2] */
export const scim: ConnectorKindDefinition<ScimSettings, ScimCredentials> = {
  kind: 'SCIM',
  words: 'SCIM application',
  about:
    'Accounts and groups of any application that takes them by SCIM 2.0, as most that are sold as a service do.',
  settings: scimSettings,
  credentials: scimCredentials,
  limits: { atOnce: 4, perMinute: 300 },
  attributes: {
    account: 'User name',
    name: 'Name',
    givenName: 'First name',
    familyName: 'Last name',
    address: 'Address',
    aliases: 'Other addresses',
    active: 'In use',
    groups: 'Groups',
    reference: 'Reference',
  },
  mail: [],
  address: ({ url }) => url,
  shape: scimShape,
  steps: scimSteps,
  open: openScimSession,
};
