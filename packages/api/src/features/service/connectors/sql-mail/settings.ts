import { z } from 'zod';
import {
  choiceSetting,
  flagSetting,
  hostSetting,
  optionalSetting,
  portSetting,
  secretSetting,
  textSetting,
} from '../setting-rules.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_$]{0,62}$/;
const TABLE = /^[A-Za-z_][A-Za-z0-9_$]{0,62}(\.[A-Za-z_][A-Za-z0-9_$]{0,62})?$/;

const table = (title: string, section: string, preset: string) =>
  textSetting({ title, section }, 127)
    .regex(TABLE, 'Must be the name of a table such as virtual_users or mail.users.')
    .default(preset)
    .meta({ title, section });
const columnName = (title: string, section: string, preset: string) =>
  textSetting({ title, section }, 63)
    .regex(NAME, 'Must be the name of a column such as email.')
    .default(preset)
    .meta({ title, section });
const optionalColumn = (title: string, section: string, description: string) =>
  optionalSetting({ title, section }, 63)
    .refine((name) => name === '' || NAME.test(name), 'Must be the name of a column, or empty.')
    .meta({ title, section, description });

const CONNECTION = 'Connection';
const DOMAINS = 'Domains';
const MAILBOXES = 'Mailboxes';
const ALIASES = 'Aliases';

/** Where Postfix and Dovecot look mailboxes up: a PostgreSQL database, and how its tables and columns are called there. */
export const sqlMailSettings = z.object({
  host: hostSetting({ title: 'Host', section: CONNECTION, placeholder: 'mail-db.example.com' }),
  port: portSetting({ title: 'Port', section: CONNECTION }, 5432),
  database: textSetting({ title: 'Database', section: CONNECTION }, 63)
    .default('mail')
    .meta({ title: 'Database', section: CONNECTION }),
  encrypted: flagSetting(
    { title: 'Encrypted', section: CONNECTION, description: 'By TLS; the certificate is checked.' },
    true,
  ),
  authority: optionalSetting(
    {
      title: 'Certificate authority',
      section: CONNECTION,
      description: 'PEM; only if the certificate is from an authority of your own.',
      lines: true,
    },
    10_000,
  ),
  domainTable: table('Table', DOMAINS, 'virtual_domains'),
  domainColumn: columnName('Name of the domain', DOMAINS, 'name'),
  domainIdColumn: optionalColumn(
    'Id',
    DOMAINS,
    'By which mailboxes and aliases name their domain; empty if they name it by its name.',
  ),
  mailboxTable: table('Table', MAILBOXES, 'virtual_users'),
  addressColumn: columnName('Address', MAILBOXES, 'email'),
  referenceColumn: optionalColumn(
    'Reference',
    MAILBOXES,
    'A text column for the subscription’s id, by which a mailbox is found again when its address changes. Without it a new address is a new mailbox.',
  ),
  nameColumn: optionalColumn('Name of the person', MAILBOXES, 'Empty: it is not kept there.'),
  quotaColumn: optionalColumn('Quota', MAILBOXES, 'Empty: there is none.'),
  quotaUnit: choiceSetting(
    { title: 'Quota is in', section: MAILBOXES },
    ['BYTES', 'KILOBYTES', 'MEGABYTES', 'GIGABYTES'],
    'BYTES',
  ),
  quotaParameter: optionalSetting({ title: 'Parameter of the quota' }, 40).default('quotaGb').meta({
    title: 'Parameter of the quota',
    section: MAILBOXES,
    description: 'The product’s parameter that says how many gigabytes.',
  }),
  activeColumn: optionalColumn(
    'Active',
    MAILBOXES,
    'True or 1 while the mailbox is in use. Empty: mailboxes of people who are suspended stay open.',
  ),
  passwordColumn: optionalColumn(
    'Password',
    MAILBOXES,
    'A new mailbox gets one that nobody knows. Empty: people sign in by other means.',
  ),
  localPartColumn: optionalColumn(
    'Local part',
    MAILBOXES,
    'What stands before the @; empty if it is not kept.',
  ),
  maildirColumn: optionalColumn(
    'Mail folder',
    MAILBOXES,
    'Filled with domain/local part/; empty if it is not kept.',
  ),
  mailboxDomainColumn: optionalColumn('Domain', MAILBOXES, 'Empty: the address says it.'),
  aliasTable: table('Table', ALIASES, 'virtual_aliases'),
  aliasColumn: columnName('Alias', ALIASES, 'source'),
  destinationColumn: columnName('Mailbox it leads to', ALIASES, 'destination'),
  aliasDomainColumn: optionalColumn('Domain', ALIASES, 'Empty: the address says it.'),
});
export type SqlMailSettings = z.infer<typeof sqlMailSettings>;

export const sqlMailCredentials = z.object({
  user: textSetting({ title: 'User name' }, 63),
  password: secretSetting({ title: 'Password' }),
});
export type SqlMailCredentials = z.infer<typeof sqlMailCredentials>;
