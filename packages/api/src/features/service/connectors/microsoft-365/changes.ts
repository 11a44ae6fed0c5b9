import { z } from 'zod';
import type { Changes } from '../connector-kind.ts';
import type { Graph } from './graph.ts';
import type { MicrosoftGroups } from './groups.ts';
import { at, FIELDS, groupRule, quoted, userRule, WHOSE } from './objects.ts';
import type { MicrosoftSettings } from './settings.ts';

/** What Graph says has gone has nothing but its id. */
const removed = z.looseObject({ id: z.string(), '@removed': z.object({ reason: z.string() }) });
const userChange = z.union([
  removed,
  userRule.pick({ id: true, onPremisesExtensionAttributes: true }).extend({
    userPrincipalName: userRule.shape.userPrincipalName.optional(),
  }),
]);
const groupChange = z.union([
  removed,
  groupRule.pick({ id: true, displayName: true }).extend({
    'members@delta': z.array(z.object({ id: z.string() })).default([]),
  }),
]);

/** Where the questions go on: one for accounts, one for the groups that products ask for, if they ask for any. */
const markRule = z.object({ about: z.string(), users: z.string(), groups: z.string().nullable() });
type Mark = z.infer<typeof markRule>;

/** So many groups may be asked about by name; of more all are. */
const MOST_NAMED = 50;

/** Graph's delta queries: which accounts have changed, and who has come into groups or gone out of them. */
export class MicrosoftChanges {
  readonly #graph: Graph;
  readonly #groups: MicrosoftGroups;
  /** What is asked about: with other settings an earlier mark is none. */
  readonly #about: string;

  constructor(graph: Graph, groups: MicrosoftGroups, { graphUrl, tenant }: MicrosoftSettings) {
    this.#graph = graph;
    this.#groups = groups;
    this.#about = JSON.stringify([graphUrl, tenant, ...groups.named]);
  }

  since(mark: string | null): Promise<Changes | null> {
    if (mark === null) return this.#fromNow();
    const known = this.#read(mark);
    return known ? this.#goOn(known) : Promise.resolve(null);
  }

  /** The very mark of now, without all that there is. */
  async #fromNow(): Promise<Changes | null> {
    const users = await this.#graph.delta(`/users/delta?$deltatoken=latest&$select=${FIELDS}`, userChange);
    const filter = await this.#namedGroups();
    const groups =
      filter === null
        ? null
        : await this.#graph.delta(
            `/groups/delta?$deltatoken=latest&$select=displayName,members${filter}`,
            groupChange,
          );
    if (!users || groups === undefined) return null;
    return this.#changes([], users.link, groups?.link ?? null);
  }

  async #goOn({ users: usersLink, groups: groupsLink }: Mark): Promise<Changes | null> {
    const users = await this.#graph.delta(usersLink, userChange);
    const groups = groupsLink === null ? null : await this.#graph.delta(groupsLink, groupChange);
    if (!users || groups === undefined) return null;
    const ofUsers = users.value.flatMap((user) =>
      '@removed' in user
        ? [user.id]
        : [
            user.id,
            user.userPrincipalName?.toLowerCase() ?? [],
            user.onPremisesExtensionAttributes?.[WHOSE] ?? [],
          ].flat(),
    );
    const ofGroups: string[] = [];
    const names = this.#groups.named.map((name) => name.toLowerCase());
    for (const group of groups?.value ?? []) {
      // A group that is gone, or called otherwise: nobody is in the one that is asked for any more.
      if ('@removed' in group) return null;
      const asked = names.includes(group.displayName?.toLowerCase() ?? '');
      if (!asked && names.length <= MOST_NAMED) return null;
      if (asked) ofGroups.push(...group['members@delta'].map(({ id }) => id));
    }
    return this.#changes([...ofUsers, ...ofGroups], users.link, groups?.link ?? null);
  }

  #changes(names: readonly string[], users: string, groups: string | null): Changes {
    const mark: Mark = { about: this.#about, users, groups };
    return { names: [...new Set(names)], mark: JSON.stringify(mark) };
  }

  /** The filter that names the groups; null: there is none to ask about. */
  async #namedGroups(): Promise<string | null> {
    const { named } = this.#groups;
    if (!named.length) return null;
    if (named.length > MOST_NAMED) return '';
    const found = await Promise.all(named.map((name) => this.#groups.called(name)));
    const ids = found.flat().map(({ id }) => `id eq ${quoted(id)}`);
    return ids.length ? `&$filter=${at(ids.join(' or '))}` : null;
  }

  #read(text: string): Mark | null {
    try {
      const mark = markRule.parse(JSON.parse(text));
      return mark.about === this.#about ? mark : null;
    } catch {
      return null;
    }
  }
}
