import type { ConnectorKindDefinition } from '../connector-kind.ts';
import { MAIL_PARTS } from '../mail-parts.ts';
import { mailShape, mailSteps } from './plan.ts';
import { openMailSession } from './session.ts';
import {
  type SqlMailCredentials,
  type SqlMailSettings,
  sqlMailCredentials,
  sqlMailSettings,
} from './settings.ts';

/** Virtual domains, mailboxes, aliases and quotas of Postfix and Dovecot, in PostgreSQL. [P2] */
export const sqlMail: ConnectorKindDefinition<SqlMailSettings, SqlMailCredentials> = {
  kind: 'SQL_MAIL',
  words: 'SQL mail platform',
  about: 'Mailboxes, aliases and quotas in the PostgreSQL database that Postfix and Dovecot read.',
  settings: sqlMailSettings,
  credentials: sqlMailCredentials,
  limits: { atOnce: 4, perMinute: 600 },
  attributes: {
    domain: 'Domain',
    domains: 'Domains',
    mailbox: 'Mailbox',
    reference: 'Reference',
    name: 'Name',
    quotaMegabytes: 'Quota (MB)',
    active: 'In use',
    aliases: 'Aliases',
    forwardTo: MAIL_PARTS.forwardTo,
    keepsCopy: 'Keeps a copy',
  },
  // Who may open a mailbox, and what it answers, stand in no table that all such platforms have.
  mail: ['forwardTo'],
  address: ({ host, port, database }) => `postgres://${host}:${port}/${database}`,
  shape: mailShape,
  steps: mailSteps,
  open: openMailSession,
};
