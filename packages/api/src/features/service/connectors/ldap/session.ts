import { randomBytes } from 'node:crypto';
import { AndFilter, EqualityFilter, OrFilter, SubstringFilter } from 'ldapts';
import { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { type Alteration, Directory, type Found, type Values } from './directory.ts';
import { below, type Rdn, readDn, sameDn, writeDn } from './dn.ts';
import { OTHER, RESULT } from './faults.ts';
import { directoryShape, groupOf, personMark, readReference, referenceOf, unitOf } from './plan.ts';
import { classesOf, type LdapCredentials, type LdapSettings } from './settings.ts';

/** Of userAccountControl: an ordinary account, and one that is closed. */
const NORMAL_ACCOUNT = 512;
const DISABLED = 2;
/** Of groupType: a security group of the domain. */
const GLOBAL_SECURITY_GROUP = '-2147483646';
/** The longest that Active Directory lets a common name be. */
const LONGEST_NAME = 64;
const PEOPLE = new EqualityFilter({ attribute: 'objectClass', value: 'person' });
/** Of more accounts than these no more is said than that. */
const MOST_COUNTED = 1_000;
const MAIN = /^SMTP:/;
const ANY_MAIL = /^smtp:/i;

/** An account as it was found, and what stands in it about whose it is. */
interface Account {
  readonly dn: string;
  readonly rdns: readonly Rdn[];
  readonly found: Found;
  readonly references: readonly { text: string; personId: string; subscriptionId: string; group: string }[];
}

/** Signs in to a directory; throws what `ConnectorSession` says. */
export async function openDirectorySession(
  settings: LdapSettings,
  credentials: LdapCredentials,
  line: Line,
): Promise<ConnectorSession> {
  return new DirectorySession(await Directory.open(settings, credentials, line), settings);
}

class DirectorySession implements ConnectorSession {
  readonly #directory: Directory;
  readonly #settings: LdapSettings;
  readonly #base: readonly Rdn[];
  readonly #isActiveDirectory: boolean;

  constructor(directory: Directory, settings: LdapSettings) {
    this.#directory = directory;
    this.#settings = settings;
    this.#base = readDn(settings.baseDn) ?? [];
    this.#isActiveDirectory = settings.directory === 'ACTIVE_DIRECTORY';
  }

  async test(): Promise<string> {
    const base = await this.#directory.read(this.#base, ['objectClass']);
    if (!base) throw new ConnectorFault('REFUSED', `The ${OTHER} has no ${this.#settings.baseDn}.`);
    await this.#assertAttributes();
    const people = await this.#directory.search(this.#base, PEOPLE, ['1.1'], MOST_COUNTED);
    const count = people.length < MOST_COUNTED ? people.length : `${MOST_COUNTED} or more`;
    return `Signed in. Accounts below ${this.#settings.baseDn}: ${count}.`;
  }

  /** Where the directory says what its attributes are called, those of the settings must be among them. */
  async #assertAttributes(): Promise<void> {
    if (this.#isActiveDirectory) return;
    const root = await this.#directory.read('', ['subschemaSubentry']);
    const at = root?.values.get('subschemasubentry')?.[0];
    const schema = at ? await this.#directory.read(at, ['attributeTypes', 'objectClasses']) : undefined;
    const described = [
      ...(schema?.values.get('attributetypes') ?? []),
      ...(schema?.values.get('objectclasses') ?? []),
    ];
    if (!described.length) return;
    const names = described.flatMap((text) => {
      const [, one, many] = /\bNAME (?:'([^']*)'|\(([^)]*)\))/.exec(text) ?? [];
      return (one ? [one] : (many?.match(/[^' ]+/g) ?? [])).map((name) => name.toLowerCase());
    });
    const { referenceAttribute, useAttribute, objectClasses } = this.#settings;
    const needed = [referenceAttribute, useAttribute, ...this.#aliasAttribute(), ...classesOf(objectClasses)];
    const missing = needed.find((name) => name && !names.includes(name.toLowerCase()));
    if (missing) {
      throw new ConnectorFault('REFUSED', `The ${OTHER} has no class or attribute ${missing}.`);
    }
  }

  async observe(wanted: Wanted): Promise<Shape | null> {
    const unit = unitOf(wanted, this.#settings);
    if (!wanted.person) {
      const found = await this.#directory.read([...unit, ...this.#base], ['1.1']);
      return found ? { unit: writeDn(unit) } : null;
    }
    const { own, free } = await this.#look(wanted);
    const account = own ?? free;
    return account ? this.#shapeOf(account, wanted) : null;
  }

  async #shapeOf(account: Account, wanted: Wanted): Promise<Shape> {
    const desired = directoryShape(wanted, this.#settings);
    const place = below(account.rdns.slice(1), this.#base) ?? account.rdns.slice(1);
    const unit = unitOf(wanted, this.#settings);
    const own = ownReference(account, wanted);
    const mail = firstOf(account, 'mail').toLowerCase();
    const proxies = valuesOf(account, 'proxyAddresses');
    const displayed = firstOf(account, 'displayName');
    const names = valuesOf(account, 'cn');
    const named = this.#isActiveDirectory || names.includes(displayed);
    return {
      unit: writeDn(sameDn(place, unit) ? unit : place),
      login: firstOf(account, this.#loginAttribute).toLowerCase(),
      name: named ? displayed : (names[0] ?? ''),
      givenName: firstOf(account, 'givenName'),
      familyName: firstOf(account, 'sn'),
      // With proxyAddresses the main address stands in two places, which must say the same.
      mail:
        this.#settings.aliases !== 'PROXY_ADDRESSES' ||
        proxies.some((proxy) => MAIN.test(proxy) && proxy.slice(5).toLowerCase() === mail)
          ? mail
          : '',
      ...(desired.aliases && { aliases: this.#aliasesOf(account) }),
      ...(desired.active !== undefined && { active: this.#isActive(account) }),
      ...(desired.groups && { groups: await this.#groupsOf(account, wanted) }),
      ...(own && { reference: own.text }),
    };
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    switch (name) {
      case 'create-unit':
        return this.#addUnits(unitOf(wanted, this.#settings));
      case 'remove-unit':
        return void (await this.#directory.remove(
          writeDn([...unitOf(wanted, this.#settings), ...this.#base]),
          [RESULT.NO_SUCH_OBJECT],
        ));
      case 'create-account':
        return this.#create(wanted, changes);
      case 'move-account':
        return this.#move(await this.#held(wanted), wanted, String(changes.login));
      case 'change-account':
      case 'enable-account':
      case 'disable-account':
        return this.#change(await this.#held(wanted), changes);
      case 'set-groups':
        return this.#setGroups(await this.#held(wanted), wanted);
      case 'claim-account':
        return this.#claim(await this.#held(wanted), wanted);
      case 'remove-account':
        return this.#remove(wanted);
      default:
        throw new Error(`A directory has no step ${name}.`);
    }
  }

  async #create(wanted: Wanted, changes: Shape): Promise<void> {
    if (await this.#adopt(wanted, changes)) return;
    const unit = unitOf(wanted, this.#settings);
    await this.#addUnits(unit);
    const login = String(changes.login);
    for (const rdn of this.#firstRdns(login, String(changes.name))) {
      const entry = {
        objectClass: this.#classes,
        ...this.#attributesOf(changes),
        [this.#loginAttribute]: [login],
        [this.#settings.referenceAttribute]: [referenceOf(wanted, this.#settings)],
        ...(this.#isActiveDirectory && {
          sAMAccountName: [shortName(wanted)],
          unicodePwd: [unknownPassword()],
        }),
      };
      const result = await this.#directory.add([rdn, ...unit, ...this.#base], entry, [RESULT.EXISTS]);
      if (result === 0 || (await this.#adopt(wanted, changes))) return;
    }
    throw taken(login);
  }

  /** Makes what there is for the person, or is nobody's, the subscription's; false if there is nothing. */
  async #adopt(wanted: Wanted, changes: Shape): Promise<boolean> {
    const { own, ofPerson, free } = await this.#look(wanted);
    if (!(own ?? ofPerson ?? free)) return false;
    const account = (own ?? ofPerson ?? free) as Account;
    await this.#change(account, changes);
    await this.#claim(account, wanted);
    await this.#move(account, wanted, String(changes.login));
    return true;
  }

  async #move(account: Account, wanted: Wanted, login: string): Promise<void> {
    const unit = unitOf(wanted, this.#settings);
    const [rdn] = account.rdns as [Rdn];
    const named = rdn[0] === this.#loginAttribute.toLowerCase();
    const kept: Rdn = named ? [rdn[0], login] : rdn;
    const to = [kept, ...unit, ...this.#base];
    if (!sameDn(to, account.rdns)) {
      await this.#addUnits(unit);
      // Active Directory follows by itself; elsewhere memberships are names that lead nowhere after the move.
      if (!this.#isActiveDirectory) await this.#renameMember(account.dn, writeDn(to));
      const result = await this.#directory.move(account.dn, to, [RESULT.EXISTS]);
      if (result === RESULT.EXISTS && named) throw taken(login);
      if (result === RESULT.EXISTS) {
        const other: Rdn = [rdn[0], login];
        await this.#directory.move(account.dn, [other, ...unit, ...this.#base]);
      }
    }
    if (!named && firstOf(account, this.#loginAttribute).toLowerCase() !== login) {
      const after = await this.#held(wanted);
      await this.#directory.alter(after.dn, [replaced(this.#loginAttribute, [login])]);
    }
  }

  async #change(account: Account, changes: Shape): Promise<void> {
    const there = valuesOf(account, 'objectClass').map((name) => name.toLowerCase());
    const classes = classesOf(this.#settings.objectClasses).filter(
      (name) => !there.includes(name.toLowerCase()),
    );
    const attributes = this.#attributesOf(changes, account);
    await this.#directory.alter(account.dn, [
      ...(classes.length ? [{ operation: 'add', attribute: 'objectClass', values: classes } as const] : []),
      ...Object.entries(attributes).map(([attribute, values]) => {
        // What names the entry must go on standing in it.
        const [named, name] = account.rdns[0] ?? [];
        const naming = named === attribute.toLowerCase() && name && !values.includes(name as never);
        return replaced(attribute, naming ? [...(values as string[]), name] : values);
      }),
    ]);
  }

  /** Who moves on to another product leaves the group of the one before, which only the note tells. */
  async #claim(account: Account, wanted: Wanted): Promise<void> {
    const own = ownReference(account, wanted);
    const text = referenceOf(wanted, this.#settings);
    if (own?.text === text) return;
    if (own) await this.#setGroups(account, wanted);
    const attribute = this.#settings.referenceAttribute;
    const notes: Alteration[] = [
      ...(own ? [{ operation: 'delete', attribute, values: [own.text] } as const] : []),
      { operation: 'add', attribute, values: [text] },
    ];
    await this.#directory.alter(account.dn, notes, [RESULT.VALUE_EXISTS]);
  }

  async #setGroups(account: Account, wanted: Wanted): Promise<void> {
    const target = groupOf(wanted, this.#settings);
    if (target) await this.#join(target, account.dn);
    for (const group of this.#formerGroups(account, wanted)) {
      if (!target || !sameDn(group, target)) await this.#leave(group, account.dn);
    }
  }

  /** The group that the account is noted to be in for this subscription, and for no other. */
  #formerGroups(account: Account, wanted: Wanted): Rdn[][] {
    const own = ownReference(account, wanted);
    const shared = account.references.some(
      ({ subscriptionId, group }) => subscriptionId !== wanted.subscriptionId && group === own?.group,
    );
    const group = own && !shared ? readDn(own.group) : undefined;
    return group?.length ? [group] : [];
  }

  async #groupsOf(account: Account, wanted: Wanted): Promise<string[]> {
    const target = groupOf(wanted, this.#settings);
    const groups = [...(target ? [target] : []), ...this.#formerGroups(account, wanted)];
    const names = new Set<string>();
    for (const group of groups) {
      const member = new EqualityFilter({ attribute: 'member', value: account.dn });
      if (await this.#directory.read([...group, ...this.#base], ['1.1'], member)) names.add(writeDn(group));
    }
    return inOrder([...names]);
  }

  async #join(group: readonly Rdn[], dn: string): Promise<void> {
    const at = [...group, ...this.#base];
    const add = { operation: 'add', attribute: 'member', values: [dn] } as const;
    const known = [RESULT.VALUE_EXISTS, RESULT.EXISTS, RESULT.NO_SUCH_OBJECT];
    if ((await this.#directory.alter(writeDn(at), [add], known)) !== RESULT.NO_SUCH_OBJECT) return;
    await this.#addUnits(group.slice(1));
    const entry: Record<string, Values> = this.#isActiveDirectory
      ? { objectClass: ['top', 'group'], groupType: [GLOBAL_SECURITY_GROUP], member: [dn] }
      : // A group must have a member: nobody is one, so that the last can leave.
        { objectClass: ['top', 'groupOfNames'], member: ['', dn] };
    if ((await this.#directory.add(at, entry, [RESULT.EXISTS])) === 0) return;
    await this.#directory.alter(writeDn(at), [add], [RESULT.VALUE_EXISTS, RESULT.EXISTS]);
  }

  async #leave(group: readonly Rdn[] | string, dn: string): Promise<void> {
    const at = typeof group === 'string' ? group : writeDn([...group, ...this.#base]);
    const gone = { operation: 'delete', attribute: 'member', values: [dn] } as const;
    const nobody = { operation: 'add', attribute: 'member', values: [''] } as const;
    const known = [RESULT.NO_SUCH_ATTRIBUTE, RESULT.NO_SUCH_OBJECT, RESULT.CLASS_VIOLATION];
    // Active Directory is unwilling to take out who is not in.
    if (this.#isActiveDirectory) known.push(RESULT.UNWILLING as never);
    const result = await this.#directory.alter(at, [gone], known);
    if (result === RESULT.CLASS_VIOLATION) await this.#directory.alter(at, [nobody, gone]);
  }

  /** The groups below the base that name an account. */
  async #memberships(dn: string): Promise<string[]> {
    const filter = new EqualityFilter({ attribute: 'member', value: dn });
    const found = await this.#directory.search(this.#base, filter, ['1.1']);
    return found.map((group) => group.dn);
  }

  async #renameMember(from: string, to: string): Promise<void> {
    for (const group of await this.#memberships(from)) {
      await this.#directory.alter(
        group,
        [{ operation: 'add', attribute: 'member', values: [to] }],
        [RESULT.VALUE_EXISTS],
      );
      await this.#leave(group, from);
    }
  }

  async #remove(wanted: Wanted): Promise<void> {
    const { own: account } = await this.#look(wanted);
    const own = account && ownReference(account, wanted);
    if (!account || !own) return;
    if (account.references.length > 1) {
      for (const group of this.#formerGroups(account, wanted)) await this.#leave(group, account.dn);
      const attribute = this.#settings.referenceAttribute;
      const released = { operation: 'delete', attribute, values: [own.text] } as const;
      await this.#directory.alter(account.dn, [released], [RESULT.NO_SUCH_ATTRIBUTE]);
      return;
    }
    for (const group of await this.#memberships(account.dn)) await this.#leave(group, account.dn);
    await this.#directory.remove(account.dn, [RESULT.NO_SUCH_OBJECT]);
  }

  async #addUnits(unit: readonly Rdn[]): Promise<void> {
    if (await this.#directory.read([...unit, ...this.#base], ['1.1'])) return;
    for (let from = unit.length - 1; from >= 0; from -= 1) {
      const at = [...unit.slice(from), ...this.#base];
      const entry = { objectClass: ['top', 'organizationalUnit'], ou: [(unit[from] as Rdn)[1]] };
      await this.#directory.add(at, entry, [RESULT.EXISTS]);
    }
  }

  async #held(wanted: Wanted): Promise<Account> {
    const { own, free } = await this.#look(wanted);
    const account = own ?? free;
    if (!account) throw new ConnectorFault('UNAVAILABLE', 'The account has gone meanwhile.');
    return account;
  }

  /** The account that is noted as the subscription's, one of the same person, and one that is nobody's and has their address. */
  async #look(wanted: Wanted): Promise<Partial<Record<'own' | 'ofPerson' | 'free', Account>>> {
    const { person } = wanted;
    if (!person) return {};
    const { referenceAttribute } = this.#settings;
    const mail = person.address?.toLowerCase() ?? '';
    const login = mail && String(directoryShape(wanted, this.#settings).login);
    const filters = [
      new SubstringFilter({ attribute: referenceAttribute, initial: personMark(person.id) }),
      ...(mail ? [new EqualityFilter({ attribute: 'mail', value: mail })] : []),
      ...(mail ? [new EqualityFilter({ attribute: this.#loginAttribute, value: login })] : []),
    ];
    const filter = new AndFilter({ filters: [PEOPLE, new OrFilter({ filters })] });
    const entries = await this.#directory.search(this.#base, filter, this.#attributes);
    const accounts = entries.map((found) => accountOf(found, referenceAttribute));
    // A user name that is no address may be another's in another company.
    const unit = [...unitOf(wanted, this.#settings), ...this.#base];
    const theirs = (account: Account): boolean =>
      valuesOf(account, 'mail').some((address) => address.toLowerCase() === mail) ||
      sameDn(account.rdns.slice(1), unit);
    return {
      own: accounts.find((account) => ownReference(account, wanted)),
      ofPerson: accounts.find(({ references }) => references.some(({ personId }) => personId === person.id)),
      free: accounts.find((account) => !account.references.length && theirs(account)),
    } as Partial<Record<'own' | 'ofPerson' | 'free', Account>>;
  }

  get #loginAttribute(): string {
    return this.#isActiveDirectory ? 'userPrincipalName' : 'uid';
  }

  /** All that is read of an account. */
  get #attributes(): string[] {
    const { referenceAttribute, useAttribute } = this.#settings;
    const use = this.#isActiveDirectory ? 'userAccountControl' : useAttribute;
    return [
      ...['objectClass', 'cn', 'displayName', 'givenName', 'sn', 'mail'],
      ...[this.#loginAttribute, referenceAttribute, ...this.#aliasAttribute(), ...(use ? [use] : [])],
    ];
  }

  get #classes(): string[] {
    const own = this.#isActiveDirectory ? 'user' : 'inetOrgPerson';
    return ['top', 'person', 'organizationalPerson', own, ...classesOf(this.#settings.objectClasses)];
  }

  /** How a new account is named among those beside it, and how if another is named so already. */
  #firstRdns(login: string, name: string): Rdn[] {
    if (!this.#isActiveDirectory) return [['uid', login]];
    return [name, login].map((text): Rdn => ['cn', text.slice(0, LONGEST_NAME).trim()]);
  }

  #aliasAttribute(): string[] {
    switch (this.#settings.aliases) {
      case 'PROXY_ADDRESSES':
        return ['proxyAddresses'];
      case 'MAIL_ALTERNATE_ADDRESS':
        return ['mailAlternateAddress'];
      default:
        return [];
    }
  }

  #aliasesOf(account: Account): string[] {
    const kept = valuesOf(account, this.#aliasAttribute()[0] ?? '');
    if (this.#settings.aliases !== 'PROXY_ADDRESSES')
      return inOrder(kept.map((alias) => alias.toLowerCase()));
    const mails = kept.filter((proxy) => ANY_MAIL.test(proxy) && !MAIN.test(proxy));
    return inOrder(mails.map((proxy) => proxy.slice(5).toLowerCase()));
  }

  #isActive(account: Account): boolean {
    if (this.#isActiveDirectory) return !(Number(firstOf(account, 'userAccountControl')) & DISABLED);
    return firstOf(account, this.#settings.useAttribute) !== this.#settings.suspendedValue;
  }

  #attributesOf(changes: Shape, account?: Account): Record<string, Values> {
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
    const others = aliases ? texts(aliases) : account ? this.#aliasesOf(account) : [];
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

  async close(): Promise<void> {
    await this.#directory.close();
  }
}

function accountOf(found: Found, referenceAttribute: string): Account {
  const noted = found.values.get(referenceAttribute.toLowerCase()) ?? [];
  const references = noted.flatMap((text) => {
    const reference = readReference(text);
    return reference ? [{ text, ...reference }] : [];
  });
  return { dn: found.dn, rdns: readDn(found.dn) ?? [], found, references };
}

const ownReference = ({ references }: Account, { subscriptionId }: Wanted) =>
  references.find((reference) => reference.subscriptionId === subscriptionId);

const valuesOf = ({ found }: Account, attribute: string): readonly string[] =>
  found.values.get(attribute.toLowerCase()) ?? [];

const firstOf = (account: Account, attribute: string): string => valuesOf(account, attribute)[0] ?? '';

const replaced = (attribute: string, values: Values): Alteration => ({
  operation: 'replace',
  attribute,
  values,
});

const taken = (login: string): ConnectorFault =>
  new ConnectorFault('REFUSED', `The account ${login} exists already, for somebody else.`);

/** For sign-ins of before Windows 2000: short, and one for each person. */
const shortName = ({ person }: Wanted): string => `u-${(person?.id ?? '').replaceAll('-', '').slice(-17)}`;

/** A new account gets a password that nobody knows, as Active Directory takes it: within quotes, in UTF-16. */
const unknownPassword = (): Buffer => Buffer.from(`"Aa1!${randomBytes(24).toString('base64')}"`, 'utf16le');
