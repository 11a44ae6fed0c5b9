import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorSession, Line, Shape, Step, Wanted } from '../connector-kind.ts';
import { inOrder, texts } from '../shape-rules.ts';
import { type Claim, claimsOf, writtenClaims } from './claims.ts';
import { faultOfStatus, OTHER, said } from './faults.ts';
import { Graph, read } from './graph.ts';
import { parseGroups, parseLicences } from './licences.ts';
import {
  attribute,
  CLAIMS,
  claimOf,
  deletedRule,
  FIELDS,
  first,
  groupRule,
  holds,
  mailboxRule,
  noSeats,
  organizationRule,
  otherThan,
  pageOf,
  planOf,
  type Sku,
  seatsLeft,
  skuRule,
  type User,
  userRule,
  WHOSE,
  whoseOf,
} from './objects.ts';
import { assertReady, mailPassedOn, passMailOn } from './passing.ts';
import type { MicrosoftCredentials, MicrosoftSettings } from './settings.ts';

/** After an account was made, how long is waited before it is looked for again; then it is another attempt's. */
const SHOWN_AFTER_MS = [200, 400, 800, 1_600];

/** In a text of an OData filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const at = (id: string): string => encodeURIComponent(id);

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
  readonly #line: Line;
  /** The account that was made here: the directory may not show it yet. */
  #made: string | undefined;
  #skus: readonly Sku[] | undefined;

  constructor(graph: Graph, settings: MicrosoftSettings, line: Line) {
    this.#graph = graph;
    this.#settings = settings;
    this.#line = line;
  }

  async test(): Promise<string> {
    const [organization] = await this.#graph.all(
      '/organization?$select=displayName',
      pageOf(organizationRule),
    );
    const skus = await this.#licences();
    for (const { sku } of this.#ofProducts().values()) this.#skuOf(sku, skus);
    for (const name of new Set([...this.#groupsOfProducts().values()].flat())) await this.#groupOf(name);
    await this.#graph.all('/users?$top=1&$select=id', pageOf(z.object({ id: z.string() })).transform(first));
    const wanted = new Set([...this.#ofProducts().values()].map(({ sku }) => sku));
    const left = skus
      .filter(({ skuPartNumber }) => wanted.has(skuPartNumber))
      .map((sku) => `${sku.skuPartNumber}: ${Math.max(0, seatsLeft(sku))} left`);
    return `Signed in to ${organization?.displayName ?? 'the directory'}. Licences: ${left.join(', ')}.`;
  }

  async observe(wanted: Wanted): Promise<Shape | null> {
    const user = await this.#find(wanted);
    if (!user) return null;
    const claim = claimOf(user, wanted);
    const skus = await this.#licences();
    const named = claim?.sku || this.#ofProducts().get(wanted.productCode)?.sku;
    const sku = skus.find(({ skuPartNumber }) => skuPartNumber === named);
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
      groups: await this.#belongsTo(user, wanted),
      ...(await this.#mailbox(user)),
      ...(await mailPassedOn(this.#graph, user.id, wanted.mail)),
    };
  }

  async take({ name, changes }: Step, wanted: Wanted): Promise<void> {
    switch (name) {
      case 'create-account':
        return this.#createAccount(wanted, changes);
      case 'claim-account':
      case 'change-account':
        return this.#change(await this.#account(wanted), wanted, changes);
      case 'assign-licence':
        return this.#assign(await this.#account(wanted), wanted, changes);
      case 'join-groups':
        return this.#join(await this.#account(wanted), texts(changes.groups));
      case 'set-mailbox':
        return this.#setMailbox(await this.#account(wanted), changes);
      case 'pass-mail-on':
        return passMailOn(this.#graph, (await this.#account(wanted)).id, changes);
      case 'leave-groups':
        return this.#leave(wanted, texts(changes.groups));
      case 'end-service':
        return this.#end(wanted);
      default:
        throw new Error(`Microsoft 365 has no step ${name}.`);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The person's account: by its address, or by whose it says it is; null: there is none, or it is somebody else's. */
  async #find(wanted: Wanted, strict = false): Promise<User | null> {
    const { person } = wanted;
    const address = person?.address?.toLowerCase();
    if (!person || !address) return null;
    const called = await this.#user(address);
    if (called && whoseOf(called) === person.id) return called;
    const [marked] = await this.#graph.all(
      `/users?$filter=${at(`onPremisesExtensionAttributes/${WHOSE} eq ${quoted(person.id)}`)}&$count=true&$select=${FIELDS}`,
      pageOf(userRule),
      { indexed: true },
    );
    // The index may tell what was: the account itself is asked.
    const own = marked && (await this.#user(marked.id));
    if (own && whoseOf(own) === person.id) return own;
    if (!called) return null;
    if (!whoseOf(called)) return called;
    if (strict) {
      throw new ConnectorFault('REFUSED', `The account ${address} exists already, for somebody else.`);
    }
    return null;
  }

  #user(name: string): Promise<User | undefined> {
    return this.#graph.get(`/users/${at(name)}?$select=${FIELDS}`, userRule);
  }

  /** The person's account, which is there; one that was made just now may take a moment to be shown. */
  async #account(wanted: Wanted): Promise<User> {
    const made = this.#made;
    for (const ms of [...SHOWN_AFTER_MS, 0]) {
      const user = made ? await this.#user(made) : await this.#find(wanted, true);
      if (user) return user;
      if (!made || !ms) break;
      await delay(ms, undefined, { signal: this.#line.signal }).catch(() => undefined);
    }
    throw new ConnectorFault('UNAVAILABLE', `The ${OTHER} does not show the account yet.`);
  }

  async #createAccount(wanted: Wanted, changes: Shape): Promise<void> {
    const there = (await this.#find(wanted, true)) ?? (await this.#restored(wanted));
    if (there) return this.#change(there, wanted, changes);
    const account = String(changes.account);
    const answer = await this.#graph.ask('POST', '/users', {
      body: {
        ...this.#properties(changes),
        userPrincipalName: account,
        mailNickname: account.slice(0, account.lastIndexOf('@')),
        // Nobody knows it: people sign in by other means, or have it reset.
        passwordProfile: {
          password: `${randomBytes(24).toString('base64url')}aA1!`,
          forceChangePasswordNextSignIn: true,
        },
        onPremisesExtensionAttributes: {
          [WHOSE]: wanted.person?.id,
          [CLAIMS]: writtenClaims([this.#claimFor(wanted, '')]),
        },
      },
      but: [400, 409],
    });
    if (answer.status === 201) {
      this.#made = read(answer, z.object({ id: z.string() })).id;
      return;
    }
    if (!/same value for property|already exists|ObjectConflict/i.test(said(answer).message)) {
      throw faultOfStatus(answer);
    }
    // Somebody else was first: with the same, perhaps.
    const other = await this.#find(wanted, true);
    if (!other) {
      throw new ConnectorFault(
        'UNAVAILABLE',
        `The ${OTHER} says that ${account} is in use, but shows no such account: it is another’s alias, perhaps.`,
        { detail: said(answer).message },
      );
    }
    await this.#change(other, wanted, changes);
  }

  /** The person's account, taken back from what was deleted; null if it is not among that. */
  async #restored({ person }: Wanted): Promise<User | null> {
    const deleted = await this.#graph.all(
      '/directory/deletedItems/microsoft.graph.user?$select=id,onPremisesExtensionAttributes&$top=100',
      pageOf(deletedRule),
    );
    const own = deleted.find((user) => user.onPremisesExtensionAttributes?.[WHOSE] === person?.id);
    if (!own) return null;
    const answer = await this.#graph.ask('POST', `/directory/deletedItems/${at(own.id)}/restore`, {
      body: {},
      but: [404],
    });
    this.#made = own.id;
    if (answer.status === 404) return null;
    return (await this.#user(own.id)) ?? null;
  }

  /** Changes properties, and has the account say whose it is and what for. */
  async #change(user: User, wanted: Wanted, changes: Shape): Promise<void> {
    const sku = claimOf(user, wanted)?.sku || (await this.#heldBefore(user, wanted));
    const claims = [
      ...claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted)),
      this.#claimFor(wanted, sku),
    ];
    const written = writtenClaims(claims);
    const claimed = whoseOf(user) === wanted.person?.id && attribute(user, CLAIMS) === written;
    const body = {
      ...this.#properties(changes),
      ...(!claimed && {
        onPremisesExtensionAttributes: { [WHOSE]: wanted.person?.id, [CLAIMS]: written },
      }),
    };
    if (Object.keys(body).length) await this.#patch(user, body);
  }

  /** The licence of an account that is taken over, if it has the one that is wanted. */
  async #heldBefore(user: User, { productCode }: Wanted): Promise<string> {
    const named = this.#ofProducts().get(productCode)?.sku;
    const sku = (await this.#licences()).find(({ skuPartNumber }) => skuPartNumber === named);
    return sku && holds(user, sku) ? sku.skuPartNumber : '';
  }

  #properties({
    account,
    name,
    givenName,
    familyName,
    enabled,
    usageLocation,
  }: Shape): Record<string, unknown> {
    return {
      ...(account !== undefined && { userPrincipalName: account }),
      ...(name !== undefined && { displayName: name }),
      // Empty texts are refused; what is not there is null.
      ...(givenName !== undefined && { givenName: givenName || null }),
      ...(familyName !== undefined && { surname: familyName || null }),
      ...(enabled !== undefined && { accountEnabled: enabled }),
      ...(usageLocation !== undefined && { usageLocation }),
    };
  }

  async #patch({ id }: User, body: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#graph.ask('PATCH', `/users/${at(id)}`, { body });
  }

  #claimFor({ subscriptionId, productCode }: Wanted, sku: string): Claim {
    return { subscriptionId, productCode, sku };
  }

  /** Gives the licence, and takes the one before away if nothing else needs it, both at once. */
  async #assign(user: User, wanted: Wanted, changes: Shape): Promise<void> {
    const skus = await this.#licences();
    const sku = this.#skuOf(String(changes.licence), skus);
    const disabledPlans = texts(changes.withoutPlans).map((plan) => planOf(sku, plan));
    const before = claimOf(user, wanted)?.sku;
    const others = claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted));
    const left = skus.find(({ skuPartNumber }) => skuPartNumber === before && before !== sku.skuPartNumber);
    const removeLicenses =
      left && holds(user, left) && !others.some((claim) => claim.sku === before) ? [left.skuId] : [];
    if (!holds(user, sku) && seatsLeft(sku) <= 0) throw noSeats(sku);
    // Noted before it is given: what is held without being noted would be nobody's.
    await this.#note(user, wanted, [...others, this.#claimFor(wanted, sku.skuPartNumber)]);
    await this.#license(user, { addLicenses: [{ skuId: sku.skuId, disabledPlans }], removeLicenses }, sku);
    this.#skus = undefined;
  }

  async #note(user: User, { person }: Wanted, claims: readonly Claim[]): Promise<void> {
    const written = writtenClaims(claims);
    if (attribute(user, CLAIMS) === written && whoseOf(user) === person?.id) return;
    await this.#patch(user, {
      onPremisesExtensionAttributes: { [WHOSE]: person?.id, [CLAIMS]: written || null },
    });
  }

  async #license(user: User, body: object, sku: Sku | undefined): Promise<void> {
    for (const ms of [...(this.#made ? SHOWN_AFTER_MS : []), 0]) {
      const answer = await this.#graph.ask('POST', `/users/${at(user.id)}/assignLicense`, {
        body,
        but: [400, ...(ms ? [404] : [])],
      });
      if (answer.status === 404) {
        await delay(ms, undefined, { signal: this.#line.signal }).catch(() => undefined);
        continue;
      }
      if (answer.status !== 400) return;
      if (sku && /available licenses/i.test(said(answer).message)) throw noSeats(sku, said(answer).message);
      throw faultOfStatus(answer);
    }
  }

  async #belongsTo(user: User, { productCode }: Wanted): Promise<string[]> {
    const asked = this.#groupsOfProducts().get(productCode) ?? [];
    if (!asked.length) return [];
    const found = await this.#graph.all(
      `/users/${at(user.id)}/memberOf?$select=id,displayName,groupTypes`,
      pageOf(groupRule),
    );
    const names = found.map(({ displayName }) => displayName?.toLowerCase());
    return inOrder(asked.filter((name) => names.includes(name.toLowerCase())));
  }

  async #join(user: User, groups: readonly string[]): Promise<void> {
    for (const name of groups) {
      const id = await this.#groupOf(name);
      const answer = await this.#graph.ask('POST', `/groups/${at(id)}/members/$ref`, {
        body: { '@odata.id': `${this.#settings.graphUrl}/v1.0/directoryObjects/${user.id}` },
        but: [400],
      });
      if (answer.status === 400 && !/already exist/i.test(said(answer).message)) throw faultOfStatus(answer);
    }
  }

  /** Takes the person out of those groups that none of their other services asks for. */
  async #leave(wanted: Wanted, groups: readonly string[]): Promise<void> {
    const user = await this.#find(wanted);
    if (!user) return;
    const kept = claimsOf(attribute(user, CLAIMS))
      .filter(otherThan(wanted))
      .flatMap(({ productCode }) => this.#groupsOfProducts().get(productCode) ?? []);
    for (const name of groups.filter((group) => !kept.includes(group))) {
      const id = await this.#groupOf(name);
      await this.#graph.ask('DELETE', `/groups/${at(id)}/members/${at(user.id)}/$ref`, { but: [404] });
    }
  }

  /** Takes the licence away and closes the account as far as nothing else needs them; the claim goes last. */
  async #end(wanted: Wanted): Promise<void> {
    const user = await this.#find(wanted);
    const claim = user && claimOf(user, wanted);
    if (!user || !claim) return;
    const others = claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted));
    const skus = await this.#licences();
    const sku = skus.find(({ skuPartNumber }) => skuPartNumber === claim.sku);
    const shared = others.some((other) => other.sku === claim.sku);
    const rest = user.assignedLicenses.filter(({ skuId }) => skuId !== sku?.skuId);
    if (!others.length && !rest.length) {
      if (this.#settings.atTheEnd === 'DELETED') {
        await this.#graph.ask('DELETE', `/users/${at(user.id)}`, { but: [404] });
        return;
      }
      if (this.#settings.atTheEnd === 'DISABLED') await this.#patch(user, { accountEnabled: false });
    }
    if (sku && !shared && holds(user, sku)) {
      await this.#license(user, { addLicenses: [], removeLicenses: [sku.skuId] }, undefined);
    }
    await this.#note(user, wanted, others);
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

  async #groupOf(name: string): Promise<string> {
    const found = await this.#graph.all(
      `/groups?$filter=${at(`displayName eq ${quoted(name)}`)}&$select=id,displayName,groupTypes`,
      pageOf(groupRule),
    );
    const [group, second] = found;
    const refused = (why: string): ConnectorFault =>
      new ConnectorFault('REFUSED', `Microsoft 365 has ${why}.`);
    if (!group) throw refused(`no group ${name}`);
    if (second) throw refused(`more than one group ${name}`);
    if (group.groupTypes.includes('DynamicMembership')) {
      throw refused(`a rule for who is in the group ${name}: nobody can be added`);
    }
    return group.id;
  }

  async #licences(): Promise<readonly Sku[]> {
    this.#skus ??= await this.#graph.all('/subscribedSkus', pageOf(skuRule));
    return this.#skus;
  }

  #skuOf(name: string, skus: readonly Sku[]): Sku {
    const sku = skus.find(({ skuPartNumber }) => skuPartNumber === name);
    if (sku) return sku;
    const reason = `Microsoft 365 has no licence ${name} for this organisation: somebody must buy it.`;
    throw new ConnectorFault('REFUSED', reason);
  }

  #ofProducts() {
    const licences = parseLicences(this.#settings.licences);
    return typeof licences === 'number' ? new Map<string, never>() : licences;
  }

  #groupsOfProducts(): Map<string, readonly string[]> {
    const groups = parseGroups(this.#settings.groups);
    return typeof groups === 'number' ? new Map<string, readonly string[]>() : groups;
  }
}
