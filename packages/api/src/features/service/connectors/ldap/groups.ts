import { EqualityFilter } from 'ldapts';
import type { Wanted } from '../connector-kind.ts';
import { inOrder } from '../shape-rules.ts';
import { type Account, ownReference } from './account.ts';
import type { Directory, Values } from './directory.ts';
import { type Rdn, readDn, sameDn, writeDn } from './dn.ts';
import { RESULT } from './faults.ts';
import { groupOf } from './plan.ts';
import type { LdapSettings } from './settings.ts';
import { addUnits } from './units.ts';

/** Of groupType: a security group of the domain. */
const GLOBAL_SECURITY_GROUP = '-2147483646';

/** Who is a member of which group; only memberships that are noted as ours are ended. */
export class Groups {
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

  /** Makes the account a member of the product’s group, and of no other that it was in for this subscription. */
  async set(account: Account, wanted: Wanted): Promise<void> {
    const target = groupOf(wanted, this.#settings);
    if (target) await this.#join(target, account.dn);
    for (const group of this.#former(account, wanted)) {
      if (!target || !sameDn(group, target)) await this.#leave(group, account.dn);
    }
  }

  /** Ends what was noted for this subscription alone. */
  async leaveFormer(account: Account, wanted: Wanted): Promise<void> {
    for (const group of this.#former(account, wanted)) await this.#leave(group, account.dn);
  }

  async leaveAll(dn: string): Promise<void> {
    for (const group of await this.#memberships(dn)) await this.#leave(group, dn);
  }

  /** The group that the account is noted to be in for this subscription, and for no other. */
  #former(account: Account, wanted: Wanted): Rdn[][] {
    const own = ownReference(account, wanted);
    const shared = account.references.some(
      ({ subscriptionId, group }) => subscriptionId !== wanted.subscriptionId && group === own?.group,
    );
    const group = own && !shared ? readDn(own.group) : undefined;
    return group?.length ? [group] : [];
  }

  /** Those groups that concern this subscription and have the account as a member. */
  async of(account: Account, wanted: Wanted): Promise<string[]> {
    const target = groupOf(wanted, this.#settings);
    const groups = [...(target ? [target] : []), ...this.#former(account, wanted)];
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
    await addUnits(this.#directory, group.slice(1), this.#base);
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

  /** Where servers do not follow an account that moves, groups are told. */
  async rename(from: string, to: string): Promise<void> {
    for (const group of await this.#memberships(from)) {
      await this.#directory.alter(
        group,
        [{ operation: 'add', attribute: 'member', values: [to] }],
        [RESULT.VALUE_EXISTS],
      );
      await this.#leave(group, from);
    }
  }
}
