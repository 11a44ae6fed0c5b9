import { z } from 'zod';
import {
  choiceSetting,
  hostSetting,
  optionalSetting,
  portSetting,
  secretSetting,
  textSetting,
} from '../setting-rules.ts';
import { readDn } from './dn.ts';

const CONNECTION = 'Connection';
const PLACES = 'Places';
const ACCOUNTS = 'Accounts';
const USE = 'Suspension';

/** What a template may name in braces. */
const WORDS = ['reseller', 'company', 'companyId', 'product'];
const ATTRIBUTE = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;

/** A name below the base, of these types in turn (the last for all that follow), with words in braces. */
function isTemplate(text: string, ...types: readonly string[]): boolean {
  const rdns = readDn(text);
  return (
    !!rdns?.length &&
    rdns.every(
      ([type, value], at) =>
        type === types[Math.min(at, types.length - 1)] &&
        (value.match(/\{[^}]*\}?/g) ?? []).every((word) => WORDS.includes(word.slice(1, -1))),
    )
  );
}

const attribute = (name: string): boolean => name === '' || ATTRIBUTE.test(name);

/** A directory of people: where it is, how its tree is laid out, and what of an account it keeps. */
export const ldapSettings = z
  .object({
    host: hostSetting({ title: 'Host', section: CONNECTION, placeholder: 'directory.example.com' }),
    port: portSetting({ title: 'Port', section: CONNECTION }, 636),
    encryption: choiceSetting(
      {
        title: 'Encryption',
        section: CONNECTION,
        description: 'TLS is usual at port 636, Start TLS at 389. The certificate is checked.',
      },
      ['TLS', 'START_TLS', 'NONE'],
      'TLS',
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
    directory: choiceSetting(
      {
        title: 'Directory',
        section: PLACES,
        description: 'Which classes and attributes accounts are made of.',
      },
      ['OPENLDAP', 'ACTIVE_DIRECTORY'],
      'OPENLDAP',
    ),
    baseDn: textSetting({ title: 'Base' }, 500)
      .refine((text) => !!readDn(text)?.length, 'Must be a name such as ou=customers,dc=example,dc=com.')
      .meta({
        title: 'Base',
        section: PLACES,
        description: 'Everything is below it; nothing else is touched.',
        placeholder: 'ou=customers,dc=example,dc=com',
      }),
    unit: textSetting({ title: 'Unit of a company' }, 300)
      .refine(
        (text) => isTemplate(text, 'ou'),
        'Must be units such as ou={company},ou={reseller}; {companyId} is possible too.',
      )
      .default('ou={company},ou={reseller}')
      .meta({
        title: 'Unit of a company',
        section: PLACES,
        description:
          'Below the base, and made where it is missing. {reseller} is the prefix of its invoices, {company} the customer code, which is unique at its reseller only.',
      }),
    group: optionalSetting({ title: 'Group of a product' }, 300)
      .refine(
        (text) => text === '' || isTemplate(text, 'cn', 'ou'),
        'Must be a group such as cn={product},ou={company},ou={reseller}, or empty.',
      )
      .meta({
        title: 'Group of a product',
        section: PLACES,
        description:
          'Below the base: who has the product is its member. {product} is the code of the product. Empty: no groups.',
        placeholder: 'cn={product},ou={company},ou={reseller}',
      }),
    referenceAttribute: textSetting({ title: 'Reference' }, 63)
      .refine((name) => ATTRIBUTE.test(name), 'Must be the name of an attribute such as carLicense.')
      .default('carLicense')
      .meta({
        title: 'Reference',
        section: ACCOUNTS,
        description:
          'A text attribute of several values, for the ids by which an account is found again when its address changes.',
      }),
    loginFrom: choiceSetting(
      {
        title: 'User name is',
        section: ACCOUNTS,
        description: 'The attribute uid. In Active Directory the userPrincipalName is always the address.',
      },
      ['ADDRESS', 'LOCAL_PART'],
      'ADDRESS',
    ),
    aliases: choiceSetting(
      {
        title: 'Other addresses',
        section: ACCOUNTS,
        description: 'Where they are kept beside mail; proxyAddresses has the main address too.',
      },
      ['NONE', 'MAIL_ALTERNATE_ADDRESS', 'PROXY_ADDRESSES'],
      'NONE',
    ),
    objectClasses: optionalSetting({ title: 'Further classes' })
      .refine(
        (text) => classesOf(text).every((name) => ATTRIBUTE.test(name)),
        'Must be names of classes such as mailRecipient, divided by commas.',
      )
      .meta({
        title: 'Further classes',
        section: ACCOUNTS,
        description: 'Of each account, divided by commas, where an attribute needs one.',
      }),
    useAttribute: optionalSetting({ title: 'Attribute' }, 63)
      .refine(attribute, 'Must be the name of an attribute, or empty.')
      .default('pwdAccountLockedTime')
      .meta({
        title: 'Attribute',
        section: USE,
        description:
          'That says whether an account is in use. Empty: those of people who are suspended stay as they are. Active Directory has its own.',
      }),
    usedValue: optionalSetting({
      title: 'In use',
      section: USE,
      description: 'Its value while the account is in use; empty: none.',
    }),
    suspendedValue: optionalSetting({ title: 'Suspended' })
      .default('000001010000Z')
      .meta({ title: 'Suspended', section: USE, description: 'Its value while the person is suspended.' }),
  })
  .refine(({ useAttribute, usedValue, suspendedValue }) => !useAttribute || usedValue !== suspendedValue, {
    message: 'Must be another value than while it is in use.',
    path: ['suspendedValue'],
  });
export type LdapSettings = z.infer<typeof ldapSettings>;

/** The names of classes in a list that people type. */
export const classesOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

export const ldapCredentials = z.object({
  user: textSetting({ title: 'Name', placeholder: 'cn=steward,dc=example,dc=com' }, 500),
  password: secretSetting({ title: 'Password' }),
});
export type LdapCredentials = z.infer<typeof ldapCredentials>;
