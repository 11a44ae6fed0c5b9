import { AndFilter, EqualityFilter, OrFilter, SubstringFilter } from 'ldapts';
import { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { type Account, accountOf, firstOf, ownReference, valuesOf } from './account.ts';
import { type Alteration, Directory, type Values } from './directory.ts';
import { below, type Rdn, readDn, sameDn, writeDn } from './dn.ts';
import { OTHER, RESULT } from './faults.ts';
import { Groups } from './groups.ts';
import { Layout } from './layout.ts';
import { directoryShape, personMark, referenceOf, unitOf } from './plan.ts';
import { classesOf, type LdapCredentials, type LdapSettings } from './settings.ts';
import { addUnits } from './units.ts';

const PEOPLE = new EqualityFilter({ attribute: 'objectClass', value: 'person' });
/** Of more accounts than these no more is said than that. */
const MOST_COUNTED = 1_000;

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
  readonly #layout: Layout;
  readonly #groups: Groups;

  constructor(directory: Directory, settings: LdapSettings) {
    this.#directory = directory;
    this.#settings = settings;
    this.#layout = new Layout(settings);
    this.#groups = new Groups(directory, settings);
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
    const needed = [
      referenceAttribute,
      useAttribute,
      ...this.#layout.aliasAttribute(),
      ...classesOf(objectClasses),
    ];
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
    const displayed = firstOf(account, 'displayName');
    const names = valuesOf(account, 'cn');
    const named = this.#isActiveDirectory || names.includes(displayed);
    return {
      unit: writeDn(sameDn(place, unit) ? unit : place),
      login: firstOf(account, this.#layout.loginAttribute).toLowerCase(),
      name: named ? displayed : (names[0] ?? ''),
      givenName: firstOf(account, 'givenName'),
      familyName: firstOf(account, 'sn'),
      mail: this.#layout.mailOf(account),
      ...(desired.aliases && { aliases: this.#layout.aliasesOf(account) }),
      ...(desired.active !== undefined && { active: this.#layout.isActive(account) }),
      ...(desired.groups && { groups: await this.#groups.of(account, wanted) }),
      ...(own && { reference: own.text }),
    };
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    switch (name) {
      case 'create-unit':
        return addUnits(this.#directory, unitOf(wanted, this.#settings), this.#base);
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
        return this.#groups.set(await this.#held(wanted), wanted);
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
    await addUnits(this.#directory, unit, this.#base);
    const login = String(changes.login);
    for (const rdn of this.#layout.firstRdns(login, String(changes.name))) {
      const entry = {
        objectClass: this.#layout.classes,
        ...this.#layout.attributesOf(changes),
        [this.#layout.loginAttribute]: [login],
        [this.#settings.referenceAttribute]: [referenceOf(wanted, this.#settings)],
        ...this.#layout.onlyWhenNew(wanted),
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
    const named = rdn[0] === this.#layout.loginAttribute.toLowerCase();
    const kept: Rdn = named ? [rdn[0], login] : rdn;
    const to = [kept, ...unit, ...this.#base];
    if (!sameDn(to, account.rdns)) {
      await addUnits(this.#directory, unit, this.#base);
      // Active Directory follows by itself; elsewhere memberships are names that lead nowhere after the move.
      if (!this.#isActiveDirectory) await this.#groups.rename(account.dn, writeDn(to));
      const result = await this.#directory.move(account.dn, to, [RESULT.EXISTS]);
      if (result === RESULT.EXISTS && named) throw taken(login);
      if (result === RESULT.EXISTS) {
        const other: Rdn = [rdn[0], login];
        await this.#directory.move(account.dn, [other, ...unit, ...this.#base]);
      }
    }
    if (!named && firstOf(account, this.#layout.loginAttribute).toLowerCase() !== login) {
      const after = await this.#held(wanted);
      await this.#directory.alter(after.dn, [replaced(this.#layout.loginAttribute, [login])]);
    }
  }

  async #change(account: Account, changes: Shape): Promise<void> {
    const there = valuesOf(account, 'objectClass').map((name) => name.toLowerCase());
    const classes = classesOf(this.#settings.objectClasses).filter(
      (name) => !there.includes(name.toLowerCase()),
    );
    const attributes = this.#layout.attributesOf(changes, account);
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
    if (own) await this.#groups.set(account, wanted);
    const attribute = this.#settings.referenceAttribute;
    const notes: Alteration[] = [
      ...(own ? [{ operation: 'delete', attribute, values: [own.text] } as const] : []),
      { operation: 'add', attribute, values: [text] },
    ];
    await this.#directory.alter(account.dn, notes, [RESULT.VALUE_EXISTS]);
  }

  async #remove(wanted: Wanted): Promise<void> {
    const { own: account } = await this.#look(wanted);
    const own = account && ownReference(account, wanted);
    if (!account || !own) return;
    if (account.references.length > 1) {
      await this.#groups.leaveFormer(account, wanted);
      const attribute = this.#settings.referenceAttribute;
      const released = { operation: 'delete', attribute, values: [own.text] } as const;
      await this.#directory.alter(account.dn, [released], [RESULT.NO_SUCH_ATTRIBUTE]);
      return;
    }
    await this.#groups.leaveAll(account.dn);
    await this.#directory.remove(account.dn, [RESULT.NO_SUCH_OBJECT]);
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
      ...(mail ? [new EqualityFilter({ attribute: this.#layout.loginAttribute, value: login })] : []),
    ];
    const filter = new AndFilter({ filters: [PEOPLE, new OrFilter({ filters })] });
    const entries = await this.#directory.search(this.#base, filter, this.#layout.attributes);
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

  async close(): Promise<void> {
    await this.#directory.close();
  }
}

const replaced = (attribute: string, values: Values): Alteration => ({
  operation: 'replace',
  attribute,
  values,
});

const taken = (login: string): ConnectorFault =>
  new ConnectorFault('REFUSED', `The account ${login} exists already, for somebody else.`);
