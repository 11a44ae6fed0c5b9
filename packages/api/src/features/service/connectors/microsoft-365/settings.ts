import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { choiceSetting, optionalSetting, textSetting } from '../setting-rules.ts';
import { parseGroups, parseLicences } from './licences.ts';

const DIRECTORY = 'Directory';
const SERVICES = 'Services';
const MAILBOX = 'Mailbox';
const ADDRESSES = 'Addresses';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URL_BASE = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

const lineIsWrong =
  (parse: (text: string) => unknown, example: string) => (text: string, context: z.RefinementCtx) => {
    const wrong = parse(text);
    if (typeof wrong === 'number') {
      context.addIssue({
        code: 'custom',
        message: `Line ${wrong} must read like ${example}, each product once.`,
      });
    }
  };
const base = (title: string, description: string, preset: string) =>
  textSetting({ title, section: ADDRESSES }, 200)
    .toLowerCase()
    .regex(URL_BASE, `Must be an address such as ${preset}.`)
    .default(preset)
    .meta({ title, section: ADDRESSES, description });

/** Which directory of Microsoft Entra, and which licences, groups and mailbox settings products mean there. */
export const microsoftSettings = z.object({
  tenant: textSetting({ title: 'Directory (tenant) ID', section: DIRECTORY })
    .regex(/^[A-Za-z0-9.-]+$/, 'Must be an ID or a domain such as globex.onmicrosoft.com.')
    .meta({ title: 'Directory (tenant) ID', section: DIRECTORY }),
  clientId: textSetting({ title: 'Application (client) ID', section: DIRECTORY })
    .regex(GUID, 'Must be an ID such as 00000000-0000-0000-0000-000000000000.')
    .meta({
      title: 'Application (client) ID',
      section: DIRECTORY,
      description:
        'Of an app registration with the application permissions User.ReadWrite.All, LicenseAssignment.ReadWrite.All, GroupMember.ReadWrite.All, Organization.Read.All and, for mailbox settings and mail that is passed on, MailboxSettings.ReadWrite.',
    }),
  usageLocation: textSetting({ title: 'Usage location', section: SERVICES }, 2)
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Must be two letters such as GB.')
    .default('GB')
    .meta({
      title: 'Usage location',
      section: SERVICES,
      description: 'The country of the people: Microsoft gives nobody a licence without it.',
    }),
  licences: textSetting({ title: 'Licences', section: SERVICES }, 10_000)
    .superRefine(lineIsWrong(parseLicences, 'MAIL-50 = EXCHANGESTANDARD without YAMMER_MIDSIZE'))
    .meta({
      title: 'Licences',
      section: SERVICES,
      lines: true,
      placeholder: 'MAIL-50 = EXCHANGESTANDARD',
      description:
        'One product a line: its code, the licence’s part number and, after “without”, the apps that are switched off.',
    }),
  groups: optionalSetting({ title: 'Groups' }, 10_000)
    .superRefine(lineIsWrong(parseGroups, 'MAIL-50 = All staff, Sales'))
    .meta({
      title: 'Groups',
      section: SERVICES,
      lines: true,
      description: 'One product a line: the groups that people with it belong to. Empty: none.',
    }),
  atTheEnd: choiceSetting(
    {
      title: 'An account that nothing needs any more is',
      section: SERVICES,
      description: 'A deleted one can be restored for 30 days, and is if the person comes back.',
    },
    ['DISABLED', 'DELETED', 'KEPT'],
    'DISABLED',
  ),
  timeZone: optionalSetting({ title: 'Time zone' }, 60).meta({
    title: 'Time zone',
    section: MAILBOX,
    placeholder: 'GMT Standard Time',
    description: 'Empty: left alone.',
  }),
  language: optionalSetting({ title: 'Language' }, 20)
    .refine(
      (locale) => locale === '' || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale),
      'Must be like en-GB, or empty.',
    )
    .meta({ title: 'Language', section: MAILBOX, placeholder: 'en-GB', description: 'Empty: left alone.' }),
  loginUrl: base(
    'Sign-in',
    'For the US government https://login.microsoftonline.us, for China https://login.chinacloudapi.cn.',
    'https://login.microsoftonline.com',
  ),
  graphUrl: base(
    'Graph',
    'For the US government https://graph.microsoft.us, for China https://microsoftgraph.chinacloudapi.cn.',
    'https://graph.microsoft.com',
  ),
});
export type MicrosoftSettings = z.infer<typeof microsoftSettings>;

const parses = (read: (text: string) => unknown) => (text: string) => {
  if (text === '') return true;
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
};

/** A secret, or a certificate with its key. [S55] */
export const microsoftCredentials = z
  .object({
    clientSecret: z
      .string()
      .max(500, 'Must be at most 500 characters.')
      .default('')
      .meta({ title: 'Client secret', description: 'Or a certificate, below.', secret: true }),
    certificate: optionalSetting({ title: 'Certificate' }, 10_000)
      .refine(
        parses((text) => new X509Certificate(text)),
        'Must be a certificate in PEM.',
      )
      .meta({
        title: 'Certificate',
        lines: true,
        description: 'PEM, as it was uploaded to the app registration.',
      }),
    privateKey: optionalSetting({ title: 'Private key' }, 10_000)
      .refine(parses(createPrivateKey), 'Must be a private key in PEM, without a passphrase.')
      .meta({ title: 'Private key', lines: true, description: 'PEM, of the certificate.' }),
  })
  .superRefine(({ clientSecret, certificate, privateKey }, context) => {
    if (!clientSecret && !certificate) {
      context.addIssue({
        code: 'custom',
        path: ['clientSecret'],
        message: 'Must be filled in, or a certificate.',
      });
    }
    if (certificate && !privateKey) {
      context.addIssue({
        code: 'custom',
        path: ['privateKey'],
        message: 'Must be filled in: the certificate’s.',
      });
    }
  });
export type MicrosoftCredentials = z.infer<typeof microsoftCredentials>;
