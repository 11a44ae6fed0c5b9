import type { ConnectorKindDefinition } from '../connector-kind.ts';
import { MAIL_PARTS } from '../mail-parts.ts';
import { microsoftShape, microsoftSteps } from './plan.ts';
import { openMicrosoftSession } from './session.ts';
import {
  type MicrosoftCredentials,
  type MicrosoftSettings,
  microsoftCredentials,
  microsoftSettings,
} from './settings.ts';

/** Accounts, licences, groups and mailbox settings of Microsoft 365, through Graph. [P2] */
export const microsoft365: ConnectorKindDefinition<MicrosoftSettings, MicrosoftCredentials> = {
  kind: 'MICROSOFT_365',
  words: 'Microsoft 365',
  about: 'Accounts, licences, groups and mailbox settings in a directory of Microsoft Entra, through Graph.',
  settings: microsoftSettings,
  credentials: microsoftCredentials,
  // Entra takes some 3,000 writes in two and a half minutes from one application; a job makes about six.
  limits: { atOnce: 4, perMinute: 120 },
  attributes: {
    account: 'Account',
    reference: 'Reference',
    name: 'Name',
    givenName: 'First name',
    familyName: 'Last name',
    enabled: 'Sign-in allowed',
    usageLocation: 'Usage location',
    licence: 'Licence',
    withoutPlans: 'Switched-off apps',
    groups: 'Groups',
    timeZone: 'Time zone',
    language: 'Language',
    forwardTo: MAIL_PARTS.forwardTo,
    reply: MAIL_PARTS.reply,
  },
  // Accounts, licences and groups; a mailbox is kept elsewhere.
  tells: { except: ['timeZone', 'language', 'forwardTo', 'reply'] },
  // Graph has nothing by which one person is let into the mailbox of another.
  mail: ['forwardTo', 'reply'],
  address: ({ graphUrl, tenant }) => `${graphUrl}/${tenant}`,
  shape: microsoftShape,
  steps: microsoftSteps,
  open: openMicrosoftSession,
};
