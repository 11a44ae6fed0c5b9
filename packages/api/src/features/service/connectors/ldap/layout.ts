import { randomBytes } from 'node:crypto';
import type { Shape, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { type Account, firstOf, valuesOf } from './account.ts';
import type { Values } from './directory.ts';
import type { Rdn } from './dn.ts';
import { classesOf, type LdapSettings } from './settings.ts';

/** Of userAccountControl: an ordinary account, and one that is closed. */
const NORMAL_ACCOUNT = 512;
const DISABLED = 2;
/** The longest that Active Directory lets a common name be. */
const LONGEST_NAME = 64;
const MAIN = /^SMTP:/;
const ANY_MAIL = /^smtp:/i;

/** How accounts are written in a directory of these settings: which attributes they have, and what stands in them. */
export class Layout {
  readonly #settings: LdapSettings;
  readonly #isActiveDirectory: boolean;

  constructor(settings: LdapSettings) {
    this.#settings = settings;
    this.#isActiveDirectory = settings.directory === 'ACTIVE_DIRECTORY';
  }

  get loginAttribute(): string {
    return this.#isActiveDirectory ? 'userPrincipalName' : 'uid';
  }

  /** All that is read of an account. */
  get attributes(): string[] {
    const { referenceAttribute, useAttribute } = this.#settings;
    const use = this.#isActiveDirectory ? 'userAccountControl' : useAttribute;
    return [
      ...['objectClass', 'cn', 'displayName', 'givenName', 'sn', 'mail'],
      ...[this.loginAttribute, referenceAttribute, ...this.aliasAttribute(), ...(use ? [use] : [])],
    ];
  }

  get classes(): string[] {
    const own = this.#isActiveDirectory ? 'user' : 'inetOrgPerson';
    return ['top', 'person', 'organizationalPerson', own, ...classesOf(this.#settings.objectClasses)];
  }

  /** What an account is given once, and keeps. */
  onlyWhenNew(wanted: Wanted): Record<string, Values> {
    if (!this.#isActiveDirectory) return {};
    return { sAMAccountName: [shortName(wanted)], unicodePwd: [unknownPassword()] };
  }

  /** How a new account is named among those beside it, and how if another is named so already. */
  firstRdns(login: string, name: string): Rdn[] {
    if (!this.#isActiveDirectory) return [['uid', login]];
    return [name, login].map((text): Rdn => ['cn', text.slice(0, LONGEST_NAME).trim()]);
  }

  aliasAttribute(): string[] {
    switch (this.#settings.aliases) {
      case 'PROXY_ADDRESSES':
        return ['proxyAddresses'];
      case 'MAIL_ALTERNATE_ADDRESS':
        return ['mailAlternateAddress'];
      default:
        return [];
    }
  }

  /** The main address; nothing where it stands in two places that say different things. */
  mailOf(account: Account): string {
    const mail = firstOf(account, 'mail').toLowerCase();
    if (this.#settings.aliases !== 'PROXY_ADDRESSES') return mail;
    const mains = valuesOf(account, 'proxyAddresses').filter((proxy) => MAIN.test(proxy));
    return mains.some((proxy) => proxy.slice(5).toLowerCase() === mail) ? mail : '';
  }

  aliasesOf(account: Account): string[] {
    const kept = valuesOf(account, this.aliasAttribute()[0] ?? '');
    if (this.#settings.aliases !== 'PROXY_ADDRESSES')
      return inOrder(kept.map((alias) => alias.toLowerCase()));
    const mails = kept.filter((proxy) => ANY_MAIL.test(proxy) && !MAIN.test(proxy));
    return inOrder(mails.map((proxy) => proxy.slice(5).toLowerCase()));
  }

  isActive(account: Account): boolean {
    if (this.#isActiveDirectory) return !(Number(firstOf(account, 'userAccountControl')) & DISABLED);
    return firstOf(account, this.#settings.useAttribute) !== this.#settings.suspendedValue;
  }

  attributesOf(changes: Shape, account?: Account): Record<string, Values> {
    const { name, givenName, familyName, mail, active } = changes;
    const text = (value: Shape[string]): string[] => (value === '' ? [] : [String(value)]);
    return {
      ...(name !== undefined && { displayName: text(name) }),
      ...(name !== undefined && !this.#isActiveDirectory && { cn: text(name) }),
      ...(givenName !== undefined && { givenName: text(givenName) }),
      ...(familyName !== undefined && { sn: text(familyName) }),
      ...(mail !== undefined && { mail: text(mail) }),
      ...this.#addressesOf(changes, account),
      ...(active !== undefined && this.#useOf(active === true, account)),
    };
  }

  #addressesOf({ mail, aliases }: Shape, account?: Account): Record<string, Values> {
    if (mail === undefined && aliases === undefined) return {};
    const others = aliases ? texts(aliases) : account ? this.aliasesOf(account) : [];
    switch (this.#settings.aliases) {
      case 'MAIL_ALTERNATE_ADDRESS':
        return { mailAlternateAddress: others };
      case 'PROXY_ADDRESSES': {
        // Addresses of other sorts, such as X500, stay what they are.
        const kept = account ? valuesOf(account, 'proxyAddresses') : [];
        const main = mail ?? (account && firstOf(account, 'mail'));
        return {
          proxyAddresses: [
            ...(main ? [`SMTP:${main}`] : []),
            ...others.filter((alias) => alias !== main).map((alias) => `smtp:${alias}`),
            ...kept.filter((proxy) => !ANY_MAIL.test(proxy)),
          ],
        };
      }
      default:
        return {};
    }
  }

  #useOf(active: boolean, account?: Account): Record<string, Values> {
    if (this.#isActiveDirectory) {
      const before = Number((account && firstOf(account, 'userAccountControl')) || NORMAL_ACCOUNT);
      return { userAccountControl: [String(active ? before & ~DISABLED : before | DISABLED)] };
    }
    const { useAttribute, usedValue, suspendedValue } = this.#settings;
    const value = active ? usedValue : suspendedValue;
    return { [useAttribute]: value ? [value] : [] };
  }
}

/** For sign-ins of before Windows 2000: short, and one for each person. */
const shortName = ({ person }: Wanted): string => `u-${(person?.id ?? '').replaceAll('-', '').slice(-17)}`;

/** A new account gets a password that nobody knows, as Active Directory takes it: within quotes, in UTF-16. */
const unknownPassword = (): Buffer => Buffer.from(`"Aa1!${randomBytes(24).toString('base64')}"`, 'utf16le');
