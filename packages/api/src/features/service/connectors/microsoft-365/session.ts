import { z } from 'zod';
import type { Changes, ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { claimFor, MicrosoftAccounts } from './accounts.ts';
import { MicrosoftChanges } from './changes.ts';
import { claimsOf } from './claims.ts';
import { Graph } from './graph.ts';
import { MicrosoftGroups } from './groups.ts';
import {
  at,
  attribute,
  CLAIMS,
  claimOf,
  first,
  holds,
  mailboxRule,
  noSeats,
  organizationRule,
  otherThan,
  pageOf,
  planOf,
  seatsLeft,
  type User,
} from './objects.ts';
import { assertReady, mailPassedOn, passMailOn } from './passing.ts';
import { MicrosoftSeats } from './seats.ts';
import type { MicrosoftCredentials, MicrosoftSettings } from './settings.ts';

/** Signs in to a directory; throws what `ConnectorSession` says. */
export async function openMicrosoftSession(
  settings: MicrosoftSettings,
  credentials: MicrosoftCredentials,
  line: Line,
): Promise<ConnectorSession> {
  const graph = new Graph(settings, credentials, line);
  await graph.signIn();
  return new MicrosoftSession(graph, settings, line);
}

class MicrosoftSession implements ConnectorSession {
  readonly #graph: Graph;
  readonly #settings: MicrosoftSettings;
  readonly #accounts: MicrosoftAccounts;
  readonly #groups: MicrosoftGroups;
  readonly #seats: MicrosoftSeats;
  readonly #changes: MicrosoftChanges;
  /** Subscription → the account that was observed for it. */
  readonly #seen = new Map<string, string>();

  constructor(graph: Graph, settings: MicrosoftSettings, line: Line) {
    this.#graph = graph;
    this.#settings = settings;
    this.#groups = new MicrosoftGroups(graph, settings);
    this.#seats = new MicrosoftSeats(graph, settings, line);
    this.#accounts = new MicrosoftAccounts(graph, line, this.#seats);
    this.#changes = new MicrosoftChanges(graph, this.#groups, settings);
  }

  async test(): Promise<string> {
    const [organization] = await this.#graph.all(
      '/organization?$select=displayName',
      pageOf(organizationRule),
    );
    for (const { sku } of this.#seats.ofProducts.values()) await this.#seats.bought(sku);
    for (const name of this.#groups.named) await this.#groups.idOf(name);
    await this.#graph.all('/users?$top=1&$select=id', pageOf(z.object({ id: z.string() })).transform(first));
    return `Signed in to ${organization?.displayName ?? 'the directory'}. Licences: ${await this.#seats.left()}.`;
  }

  async observe(wanted: Wanted): Promise<Shape | null> {
    const user = await this.#accounts.find(wanted);
    this.#seen.delete(wanted.subscriptionId);
    if (!user) return null;
    this.#seen.set(wanted.subscriptionId, user.id);
    const claim = claimOf(user, wanted);
    const named = claim?.sku || this.#seats.ofProducts.get(wanted.productCode)?.sku;
    const sku = await this.#seats.find(named);
    const held = sku && user.assignedLicenses.find(({ skuId }) => skuId === sku.skuId);
    // An account that nobody claimed is this service only if it has what the service is.
    if (!claim && !held) return null;
    const plans = sku?.servicePlans ?? [];
    const disabled = held?.disabledPlans.map(
      (id) => plans.find(({ servicePlanId }) => servicePlanId === id)?.servicePlanName ?? id,
    );
    return {
      account: user.userPrincipalName.toLowerCase(),
      ...(claim && { reference: wanted.subscriptionId }),
      name: user.displayName ?? '',
      givenName: user.givenName ?? '',
      familyName: user.surname ?? '',
      enabled: user.accountEnabled ?? false,
      usageLocation: user.usageLocation ?? '',
      ...(held && named && { licence: named, withoutPlans: inOrder(disabled ?? []) }),
      groups: await this.#groups.of(user, wanted),
      ...(await this.#mailbox(user)),
      ...(await mailPassedOn(this.#graph, user.id, wanted.mail)),
    };
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    switch (name) {
      case 'create-account':
        return this.#accounts.create(wanted, changes);
      case 'claim-account':
      case 'change-account':
        return this.#accounts.change(await this.#accounts.account(wanted), wanted, changes);
      case 'assign-licence':
        return this.#assign(await this.#accounts.account(wanted), wanted, changes);
      case 'join-groups':
        return this.#groups.join(await this.#accounts.account(wanted), texts(changes.groups));
      case 'set-mailbox':
        return this.#setMailbox(await this.#accounts.account(wanted), changes);
      case 'pass-mail-on':
        return passMailOn(this.#graph, (await this.#accounts.account(wanted)).id, changes);
      case 'leave-groups':
        return this.#leave(wanted, texts(changes.groups));
      case 'end-service':
        return this.#end(wanted);
      default:
        throw new Error(`Microsoft 365 has no step ${name}.`);
    }
  }

  changes(since: string | null): Promise<Changes | null> {
    return this.#changes.since(since);
  }

  /** What has gone is told by its id; what was made anew, by somebody else, by its address or whose it says it is. */
  names({ subscriptionId, person }: Wanted): readonly string[] {
    const all = [this.#seen.get(subscriptionId), person?.address?.toLowerCase(), person?.id];
    return all.filter((name) => name !== undefined && name !== null);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Gives the licence, and takes the one before away if nothing else needs it, both at once. */
  async #assign(user: User, wanted: Wanted, changes: Shape): Promise<void> {
    const sku = await this.#seats.bought(String(changes.licence));
    const disabledPlans = texts(changes.withoutPlans).map((plan) => planOf(sku, plan));
    const before = claimOf(user, wanted)?.sku;
    const others = claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted));
    const left = before === sku.skuPartNumber ? undefined : await this.#seats.find(before);
    const removeLicenses =
      left && holds(user, left) && !others.some((claim) => claim.sku === before) ? [left.skuId] : [];
    if (!holds(user, sku) && seatsLeft(sku) <= 0) throw noSeats(sku);
    // Noted before it is given: what is held without being noted would be nobody's.
    await this.#accounts.note(user, wanted, [...others, claimFor(wanted, sku.skuPartNumber)]);
    const given = { addLicenses: [{ skuId: sku.skuId, disabledPlans }], removeLicenses };
    await this.#seats.give(user, given, sku, this.#accounts.patience);
  }

  async #leave(wanted: Wanted, groups: readonly string[]): Promise<void> {
    const user = await this.#accounts.find(wanted);
    if (user) await this.#groups.leave(user, wanted, groups);
  }

  /** Takes the licence away and closes the account as far as nothing else needs them; the claim goes last. */
  async #end(wanted: Wanted): Promise<void> {
    const user = await this.#accounts.find(wanted);
    const claim = user && claimOf(user, wanted);
    if (!user || !claim) return;
    const others = claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted));
    const sku = await this.#seats.find(claim.sku);
    const shared = others.some((other) => other.sku === claim.sku);
    const rest = user.assignedLicenses.filter(({ skuId }) => skuId !== sku?.skuId);
    if (!others.length && !rest.length) {
      if (this.#settings.atTheEnd === 'DELETED') {
        await this.#graph.ask('DELETE', `/users/${at(user.id)}`, { but: [404] });
        return;
      }
      if (this.#settings.atTheEnd === 'DISABLED') await this.#accounts.patch(user, { accountEnabled: false });
    }
    if (sku && !shared && holds(user, sku)) {
      const given = { addLicenses: [], removeLicenses: [sku.skuId] };
      await this.#seats.give(user, given, undefined, this.#accounts.patience);
    }
    await this.#accounts.note(user, wanted, others);
  }

  /** Only what the settings ask for; nothing while there is no mailbox yet. */
  async #mailbox({ id }: User): Promise<Shape> {
    const { timeZone, language } = this.#settings;
    if (!timeZone && !language) return {};
    const found = await this.#graph.get(
      `/users/${at(id)}/mailboxSettings?$select=timeZone,language`,
      mailboxRule,
    );
    return {
      ...(timeZone && found?.timeZone && { timeZone: found.timeZone }),
      ...(language && found?.language?.locale && { language: found.language.locale }),
    };
  }

  async #setMailbox(user: User, { timeZone, language }: Shape): Promise<void> {
    const answer = await this.#graph.ask('PATCH', `/users/${at(user.id)}/mailboxSettings`, {
      body: {
        ...(timeZone !== undefined && { timeZone }),
        ...(language !== undefined && { language: { locale: language } }),
      },
      but: [404],
    });
    assertReady(answer);
  }
}
