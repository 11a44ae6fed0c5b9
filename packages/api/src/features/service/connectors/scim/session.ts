import { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { asSent, changedTo, externalIdOf, isNoted, notesOf, shapeOf, withNote } from './account.ts';
import { Application, read } from './application.ts';
import { Changes } from './changes.ts';
import { OTHER, said } from './faults.ts';
import { Groups } from './groups.ts';
import { groupOf } from './plan.ts';
import { equals, listRule, SCHEMA, schemaRule, type User, userRule } from './resource.ts';
import type { ScimCredentials, ScimSettings } from './settings.ts';

const USERS = '/Users';
const at = ({ id }: User): string => `${USERS}/${encodeURIComponent(id)}`;
const CONFLICT = 409;

/** Makes ready to speak to an application: SCIM has no sign-in of its own, each request brings its token. */
export async function openScimSession(
  settings: ScimSettings,
  credentials: ScimCredentials,
  line: Line,
): Promise<ConnectorSession> {
  return new ScimSession(new Application(settings.url, credentials, line), settings);
}

class ScimSession implements ConnectorSession {
  readonly #application: Application;
  readonly #settings: ScimSettings;
  readonly #changes: Changes;
  readonly #groups: Groups;

  constructor(application: Application, settings: ScimSettings) {
    this.#application = application;
    this.#settings = settings;
    this.#changes = new Changes(application, settings);
    this.#groups = new Groups(application, this.#changes);
  }

  async test(): Promise<string> {
    const answer = await this.#application.ask('GET', `${USERS}?startIndex=1&count=1`);
    const { totalResults } = read(answer, listRule(userRule));
    if (this.#settings.group) await this.#application.ask('GET', '/Groups?startIndex=1&count=1');
    if (this.#settings.notes === 'ENTITLEMENTS') await this.#assertEntitlements();
    const by = (await this.#changes.byPatch()) ? 'PATCH' : 'PUT';
    const accounts = totalResults === undefined ? '' : ` Accounts: ${totalResults}.`;
    return `Signed in.${accounts} Changes are sent by ${by}.`;
  }

  /** Where the application says what its accounts are made of, there must be room for the notes. */
  async #assertEntitlements(): Promise<void> {
    const schema = await this.#application.get(`/Schemas/${SCHEMA.USER}`, schemaRule);
    if (!schema?.attributes.length) return;
    if (!schema.attributes.some(({ name }) => name.toLowerCase() === 'entitlements')) throw noEntitlements();
  }

  async observe(wanted: Wanted): Promise<Shape | null> {
    const { own, free } = await this.#look(wanted);
    const user = own ?? free;
    if (!user) return null;
    const groups = await this.#groups.of(user, [...this.#target(wanted), ...this.#former(user, wanted)]);
    const shape = shapeOf(user, this.#settings, groups);
    // What was closed at the end of a service is there no more.
    if (!own && !shape.active && this.#settings.removal === 'CLOSE') return null;
    const found = own && user.externalId === externalIdOf(wanted, this.#settings);
    return { ...shape, ...(found && { reference: wanted.subscriptionId }) };
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    switch (name) {
      case 'create-account':
        return this.#create(wanted, changes);
      case 'change-account':
      case 'open-account':
      case 'close-account':
        return this.#changes.make(await this.#held(wanted), (user) =>
          changedTo(user, changes, this.#settings),
        );
      case 'set-groups':
        return this.#setGroups(await this.#held(wanted), wanted);
      case 'claim-account':
        return this.#claim(await this.#held(wanted), wanted);
      case 'end-account':
        return this.#end(wanted);
      default:
        throw new Error(`An application has no step ${name}.`);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #create(wanted: Wanted, changes: Shape): Promise<void> {
    if (await this.#adopt(wanted, changes)) return;
    const account = String(changes.account);
    const created = this.#noting(changedTo({ id: '', userName: account }, changes, this.#settings), wanted);
    const answer = await this.#application.ask('POST', USERS, { body: asSent(created), but: [CONFLICT] });
    if (answer.status !== CONFLICT) return this.#assertNoted(read(answer, userRule), wanted);
    // Somebody else was first, with the same perhaps; or its filter tells capitals from small letters, and its names do not.
    if (await this.#adopt(wanted, changes)) return;
    if (!(await this.#called(account)).length) this.#application.doubt(USERS, 'userName');
    if (await this.#adopt(wanted, changes)) return;
    const [other] = await this.#called(account);
    if (other) throw taken(account);
    throw new ConnectorFault(
      'UNAVAILABLE',
      `The ${OTHER} says that ${account} is in use, but shows no such account: it keeps a deleted one, perhaps.`,
      { detail: said(answer) },
    );
  }

  /** Makes what there is for the person, or is nobody's, the subscription's; false if there is nothing. */
  async #adopt(wanted: Wanted, changes: Shape): Promise<boolean> {
    const { own, ofPerson, free } = await this.#look(wanted);
    const user = own ?? ofPerson ?? free;
    if (!user) return false;
    const become = (before: User): User => this.#noting(changedTo(before, changes, this.#settings), wanted);
    await this.#changes.make(user, become);
    await this.#assertNotedAt(user, wanted);
    return true;
  }

  /** The group of a product before is left first: only the note tells which it was. */
  async #claim(user: User, wanted: Wanted): Promise<void> {
    await this.#leaveFormer(user, wanted);
    await this.#changes.make(user, (before) => this.#noting(before, wanted));
    await this.#assertNotedAt(user, wanted);
  }

  #noting(user: User, wanted: Wanted): User {
    const named = { ...user, externalId: externalIdOf(wanted, this.#settings) };
    return this.#byEntitlements ? withNote(named, wanted, this.#settings) : named;
  }

  async #assertNotedAt(user: User, wanted: Wanted): Promise<void> {
    this.#assertNoted(read(await this.#application.ask('GET', at(user)), userRule), wanted);
  }

  /** Some applications take what they do not keep without a word. */
  #assertNoted(user: User, wanted: Wanted): void {
    if (this.#byEntitlements && !isNoted(user, wanted)) throw noEntitlements();
  }

  async #setGroups(user: User, wanted: Wanted): Promise<void> {
    for (const group of this.#target(wanted)) await this.#groups.join(group, user);
    await this.#leaveFormer(user, wanted);
  }

  async #leaveFormer(user: User, wanted: Wanted): Promise<void> {
    const target = this.#target(wanted);
    for (const group of this.#former(user, wanted)) {
      if (!target.includes(group)) await this.#groups.leave(group, user);
    }
  }

  #target(wanted: Wanted): string[] {
    const group = groupOf(wanted, this.#settings);
    return group ? [group] : [];
  }

  /** The group that the account is noted to be in for this subscription, and for no other. */
  #former(user: User, { subscriptionId }: Wanted): string[] {
    const notes = notesOf(user);
    const own = notes.find((note) => note.subscriptionId === subscriptionId);
    const shared = notes.some((note) => note !== own && note.group === own?.group);
    return own?.group && !shared ? [own.group] : [];
  }

  async #end(wanted: Wanted): Promise<void> {
    const { own: user } = await this.#look(wanted);
    if (!user) return;
    const groups = this.#byEntitlements ? this.#former(user, wanted) : this.#target(wanted);
    for (const group of groups) await this.#groups.leave(group, user);
    const needed = notesOf(user).some(({ subscriptionId }) => subscriptionId !== wanted.subscriptionId);
    if (!needed && this.#settings.removal === 'DELETE') {
      await this.#application.ask('DELETE', at(user), { version: user.meta?.version, but: [404] });
      return;
    }
    await this.#changes.make(user, (before) => {
      const closed = needed ? before : changedTo(before, { active: false }, this.#settings);
      return this.#byEntitlements
        ? withNote(closed, wanted, this.#settings, false)
        : { ...closed, externalId: undefined };
    });
  }

  async #held(wanted: Wanted): Promise<User> {
    const { own, free } = await this.#look(wanted);
    const user = own ?? free;
    if (!user) throw new ConnectorFault('UNAVAILABLE', 'The account has gone meanwhile.');
    return user;
  }

  /** The account that is noted as the subscription's, one of the same person, and one that is nobody's and called like it. */
  async #look(wanted: Wanted): Promise<Partial<Record<'own' | 'ofPerson' | 'free', User>>> {
    const externalId = externalIdOf(wanted, this.#settings);
    const isOwn = (user: User): boolean =>
      this.#byEntitlements ? isNoted(user, wanted) : user.externalId === externalId;
    const named = await this.#application.find(
      USERS,
      equals('externalId', externalId),
      (user) => user.externalId === externalId,
      userRule,
    );
    const known = named.find(isOwn);
    if (known) return { own: known };
    const called = await this.#called(wanted.person?.address ?? '');
    const ofPerson = named.find(() => this.#byEntitlements);
    const free = [...named, ...called].find(
      (user) => !notesOf(user).length && (!user.externalId || user.externalId === externalId),
    );
    const own = called.find(isOwn);
    return { ...(own && { own }), ...(ofPerson && { ofPerson }), ...(free && { free }) };
  }

  async #called(account: string): Promise<User[]> {
    const wanted = account.toLowerCase();
    if (!wanted) return [];
    const is = ({ userName }: User): boolean => userName.toLowerCase() === wanted;
    return this.#application.find(USERS, equals('userName', wanted), is, userRule);
  }

  get #byEntitlements(): boolean {
    return this.#settings.notes === 'ENTITLEMENTS';
  }
}

const taken = (account: string): ConnectorFault =>
  new ConnectorFault('REFUSED', `The account ${account} exists already, for somebody else.`);

const noEntitlements = (): ConnectorFault =>
  new ConnectorFault(
    'REFUSED',
    `The ${OTHER} keeps no entitlements: staff must have subscriptions noted in the external ID.`,
  );
