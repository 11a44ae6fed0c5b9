import { type Application, read } from './application.ts';
import { type Changes, REFUSED_PATCH } from './changes.ts';
import { equals, type Group, groupRule, type Operation, SCHEMA, type User, type Value } from './resource.ts';

const GROUPS = '/Groups';
const at = (id: string): string => `${GROUPS}/${encodeURIComponent(id)}`;

/** Who is a member of which group of an application. */
export class Groups {
  readonly #application: Application;
  readonly #changes: Changes;

  constructor(application: Application, changes: Changes) {
    this.#application = application;
    this.#changes = changes;
  }

  /** Of these groups those that an account is in. */
  async of(user: User, names: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const name of new Set(names)) {
      const group = await this.#called(name);
      if (group && (await this.#has(group, user))) found.push(name);
    }
    return found;
  }

  /** Makes an account a member; the group is made where it is missing. */
  async join(name: string, user: User): Promise<void> {
    let group = await this.#called(name);
    if (!group) {
      const body = { schemas: [SCHEMA.GROUP], displayName: name, members: [{ value: user.id }] };
      const answer = await this.#application.ask('POST', GROUPS, { body, but: [409] });
      // Names of groups may be there twice: of two that were made at the same moment all take the same one.
      group = (await this.#called(name)) ?? read(answer, groupRule);
    }
    if (await this.#has(group, user)) return;
    await this.#change(group, [{ op: 'add', path: 'members', value: [{ value: user.id }] }], (members) => [
      ...members,
      { value: user.id },
    ]);
  }

  /** Ends a membership, whatever the application takes for that. */
  async leave(name: string, user: User): Promise<void> {
    const group = await this.#called(name);
    if (!group || !(await this.#has(group, user))) return;
    await this.#change(
      group,
      [
        { op: 'remove', path: `members[${equals('value', user.id)}]` },
        // As some applications want it, which take no path with a filter.
        { op: 'remove', path: 'members', value: [{ value: user.id }] },
      ],
      (members) => members.filter(({ value }) => value !== user.id),
      async () => !(await this.#tells(group, user)),
    );
  }

  /** Of several of one name the one that was there first. */
  async #called(name: string): Promise<Group | undefined> {
    const is = ({ displayName }: Group): boolean => displayName.toLowerCase() === name.toLowerCase();
    const found = await this.#application.find(GROUPS, equals('displayName', name), is, groupRule);
    const key = ({ meta, id }: Group): string => `${meta?.created ?? ''} ${id}`;
    return found.sort((one, other) => (key(one) < key(other) ? -1 : 1))[0];
  }

  /** Some applications say at the account what it is a member of; where it is not said there, the group tells. */
  async #has(group: Group, user: User): Promise<boolean> {
    return !!user.groups?.some(({ value }) => value === group.id) || this.#tells(group, user);
  }

  async #tells({ id }: Group, user: User): Promise<boolean> {
    const whole = await this.#application.get(at(id), groupRule);
    return !!whole?.members?.some(({ value }) => value === user.id);
  }

  /** By the first of these changes that is taken and does it, or else by sending the group as a whole. */
  async #change(
    { id }: Group,
    ways: readonly Operation[],
    members: (before: readonly Value[]) => readonly Value[],
    done: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<void> {
    const { mayPut } = this.#changes;
    if (await this.#changes.byPatch()) {
      for (const [way, operation] of ways.entries()) {
        const body = { schemas: [SCHEMA.PATCH], Operations: [operation] };
        const but = mayPut || way < ways.length - 1 ? REFUSED_PATCH : [];
        const { status } = await this.#application.ask('PATCH', at(id), { body, but });
        if (status < 300 && (await done())) return;
      }
    }
    if (!mayPut) return;
    const whole = read(await this.#application.ask('GET', at(id)), groupRule);
    const { meta, ...rest } = whole;
    const body = { ...rest, schemas: [SCHEMA.GROUP], members: members(whole.members ?? []) };
    await this.#application.ask('PUT', at(id), { body, version: meta?.version });
  }
}
