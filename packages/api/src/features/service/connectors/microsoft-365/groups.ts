import { ConnectorFault } from '../connector-fault.ts';
import type { Wanted } from '../connector-kind.ts';
import { inOrder } from '../shape-rules.ts';
import { claimsOf } from './claims.ts';
import { faultOfStatus, said } from './faults.ts';
import type { Graph } from './graph.ts';
import { parseGroups } from './licences.ts';
import { at, attribute, CLAIMS, groupRule, otherThan, pageOf, quoted, type User } from './objects.ts';
import type { MicrosoftSettings } from './settings.ts';

/** The groups that products ask for, and who is in them. */
export class MicrosoftGroups {
  readonly #graph: Graph;
  readonly #settings: MicrosoftSettings;
  readonly #ofProducts: ReadonlyMap<string, readonly string[]>;

  constructor(graph: Graph, settings: MicrosoftSettings) {
    this.#graph = graph;
    this.#settings = settings;
    const groups = parseGroups(settings.groups);
    this.#ofProducts = typeof groups === 'number' ? new Map() : groups;
  }

  /** The names of all of them, each once. */
  get named(): string[] {
    return inOrder([...new Set([...this.#ofProducts.values()].flat())]);
  }

  /** Of the groups that the product asks for those that the account is in. */
  async of(user: User, { productCode }: Wanted): Promise<string[]> {
    const asked = this.#ofProducts.get(productCode) ?? [];
    if (!asked.length) return [];
    const found = await this.#graph.all(
      `/users/${at(user.id)}/memberOf?$select=id,displayName,groupTypes`,
      pageOf(groupRule),
    );
    const names = found.map(({ displayName }) => displayName?.toLowerCase());
    return inOrder(asked.filter((name) => names.includes(name.toLowerCase())));
  }

  async join(user: User, groups: readonly string[]): Promise<void> {
    for (const name of groups) {
      const id = await this.idOf(name);
      const answer = await this.#graph.ask('POST', `/groups/${at(id)}/members/$ref`, {
        body: { '@odata.id': `${this.#settings.graphUrl}/v1.0/directoryObjects/${user.id}` },
        but: [400],
      });
      if (answer.status === 400 && !/already exist/i.test(said(answer).message)) throw faultOfStatus(answer);
    }
  }

  /** Takes the account out of those groups that none of the person's other services asks for. */
  async leave(user: User, wanted: Wanted, groups: readonly string[]): Promise<void> {
    const kept = claimsOf(attribute(user, CLAIMS))
      .filter(otherThan(wanted))
      .flatMap(({ productCode }) => this.#ofProducts.get(productCode) ?? []);
    for (const name of groups.filter((group) => !kept.includes(group))) {
      const id = await this.idOf(name);
      await this.#graph.ask('DELETE', `/groups/${at(id)}/members/${at(user.id)}/$ref`, { but: [404] });
    }
  }

  /** The id of a group that people can be added to; throws REFUSED where there is none such. */
  async idOf(name: string): Promise<string> {
    const [group, second] = await this.called(name);
    const refused = (why: string): ConnectorFault =>
      new ConnectorFault('REFUSED', `Microsoft 365 has ${why}.`);
    if (!group) throw refused(`no group ${name}`);
    if (second) throw refused(`more than one group ${name}`);
    if (group.groupTypes.includes('DynamicMembership')) {
      throw refused(`a rule for who is in the group ${name}: nobody can be added`);
    }
    return group.id;
  }

  called(name: string) {
    return this.#graph.all(
      `/groups?$filter=${at(`displayName eq ${quoted(name)}`)}&$select=id,displayName,groupTypes`,
      pageOf(groupRule),
    );
  }
}
