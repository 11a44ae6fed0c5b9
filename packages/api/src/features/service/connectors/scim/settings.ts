import { z } from 'zod';
import { choiceSetting, optionalSetting, secretSetting, textSetting } from '../setting-rules.ts';

const CONNECTION = 'Connection';
const ACCOUNTS = 'Accounts';
const GROUPS = 'Groups';
const HABITS = 'Habits of the application';

/** What the name of a group may have in braces. */
const WORDS = ['reseller', 'company', 'companyId', 'product'];
const URL_BASE = /^https?:\/\/[^\s?#@]+$/i;

const isTemplate = (text: string): boolean =>
  (text.match(/\{[^}]*\}?/g) ?? []).every((word) => WORDS.includes(word.slice(1, -1)));

/** An application that is told by SCIM who may use it: where it is, what accounts there hold, and in what it departs from the standard. */
export const scimSettings = z.object({
  url: textSetting({ title: 'Address' }, 500)
    .refine(
      (url) => URL_BASE.test(url) && !!URL.parse(url),
      'Must be an address such as https://app.example.com/scim/v2.',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .meta({
      title: 'Address',
      section: CONNECTION,
      placeholder: 'https://app.example.com/scim/v2',
      description: 'What stands before /Users and /Groups. The application calls it base URL or tenant URL.',
    }),
  otherAddresses: choiceSetting(
    {
      title: 'Other addresses',
      section: ACCOUNTS,
      description: 'Whether the other e-mail addresses of a person are sent beside the main one.',
    },
    ['NONE', 'EMAILS'],
    'NONE',
  ),
  notes: choiceSetting(
    {
      title: 'Subscriptions are noted in',
      section: ACCOUNTS,
      description:
        'Entitlements: one account of a person serves all their subscriptions. External ID: for applications that keep no entitlements; one account has one subscription.',
    },
    ['ENTITLEMENTS', 'EXTERNAL_ID'],
    'ENTITLEMENTS',
  ),
  removal: choiceSetting(
    {
      title: 'At the end',
      section: ACCOUNTS,
      description:
        'What becomes of an account that nothing needs any more: some applications keep what a closed account did, and lose it with a deleted one.',
    },
    ['DELETE', 'CLOSE'],
    'DELETE',
  ),
  group: optionalSetting({ title: 'Group of a product' })
    .refine(isTemplate, 'May have {product}, {company}, {companyId} and {reseller} in braces, nothing else.')
    .meta({
      title: 'Group of a product',
      section: GROUPS,
      description:
        'Who has the product is its member. {product} is the code of the product, {company} the customer code. Empty: no groups.',
      placeholder: '{product}',
    }),
  changes: choiceSetting(
    {
      title: 'Changes are sent by',
      section: HABITS,
      description: 'Automatic: PATCH where the application says that it takes it, PUT elsewhere.',
    },
    ['AUTOMATIC', 'PATCH', 'PUT'],
    'AUTOMATIC',
  ),
  activeAs: choiceSetting(
    {
      title: 'In use is sent as',
      section: HABITS,
      description: 'Text: "True" and "False", which some applications want. Whichever it says is read.',
    },
    ['BOOLEAN', 'TEXT'],
    'BOOLEAN',
  ),
});
export type ScimSettings = z.infer<typeof scimSettings>;

export const scimCredentials = z.object({
  token: secretSetting(
    { title: 'Token', description: 'The bearer token, or secret token, of the application.' },
    4_000,
  ).regex(/^[\x21-\x7e]+$/, 'Must be one word without blanks.'),
});
export type ScimCredentials = z.infer<typeof scimCredentials>;
