import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line, Shape, Wanted } from '../connector-kind.ts';
import { type Claim, claimsOf, writtenClaims } from './claims.ts';
import { faultOfStatus, OTHER, said } from './faults.ts';
import { type Graph, read } from './graph.ts';
import {
  at,
  attribute,
  CLAIMS,
  claimOf,
  deletedRule,
  FIELDS,
  otherThan,
  pageOf,
  quoted,
  type User,
  userRule,
  WHOSE,
  whoseOf,
} from './objects.ts';
import type { MicrosoftSeats } from './seats.ts';

/** After an account was made, how long is waited before it is looked for again; then it is another attempt's. */
const SHOWN_AFTER_MS = [200, 400, 800, 1_600];

/** The claim of a subscription to a licence, or to none yet. */
export const claimFor = ({ subscriptionId, productCode }: Wanted, sku: string): Claim => ({
  subscriptionId,
  productCode,
  sku,
});

/** The accounts of people: found, made, taken back, and made to say whose they are and what for. */
export class MicrosoftAccounts {
  readonly #graph: Graph;
  readonly #line: Line;
  readonly #seats: MicrosoftSeats;
  /** The account that was made here: the directory may not show it yet. */
  #made: string | undefined;

  constructor(graph: Graph, line: Line, seats: MicrosoftSeats) {
    this.#graph = graph;
    this.#line = line;
    this.#seats = seats;
  }

  /** How long is waited, time after time, for what was made here to be known everywhere. */
  get patience(): readonly number[] {
    return this.#made ? SHOWN_AFTER_MS : [];
  }

  /** The person's account: by its address, or by whose it says it is; null: there is none, or it is somebody else's. */
  async find(wanted: Wanted, strict = false): Promise<User | null> {
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
  async account(wanted: Wanted): Promise<User> {
    const made = this.#made;
    for (const ms of [...SHOWN_AFTER_MS, 0]) {
      const user = made ? await this.#user(made) : await this.find(wanted, true);
      if (user) return user;
      if (!made || !ms) break;
      await delay(ms, undefined, { signal: this.#line.signal }).catch(() => undefined);
    }
    throw new ConnectorFault('UNAVAILABLE', `The ${OTHER} does not show the account yet.`);
  }

  async create(wanted: Wanted, changes: Shape): Promise<void> {
    const there = (await this.find(wanted, true)) ?? (await this.#restored(wanted));
    if (there) return this.change(there, wanted, changes);
    const account = String(changes.account);
    const answer = await this.#graph.ask('POST', '/users', {
      body: {
        ...propertiesOf(changes),
        userPrincipalName: account,
        mailNickname: account.slice(0, account.lastIndexOf('@')),
        // Nobody knows it: people sign in by other means, or have it reset.
        passwordProfile: {
          password: `${randomBytes(24).toString('base64url')}aA1!`,
          forceChangePasswordNextSignIn: true,
        },
        onPremisesExtensionAttributes: {
          [WHOSE]: wanted.person?.id,
          [CLAIMS]: writtenClaims([claimFor(wanted, '')]),
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
    const other = await this.find(wanted, true);
    if (!other) {
      throw new ConnectorFault(
        'UNAVAILABLE',
        `The ${OTHER} says that ${account} is in use, but shows no such account: it is another’s alias, perhaps.`,
        { detail: said(answer).message },
      );
    }
    await this.change(other, wanted, changes);
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
  async change(user: User, wanted: Wanted, changes: Shape): Promise<void> {
    const sku = claimOf(user, wanted)?.sku || (await this.#seats.heldFor(user, wanted.productCode));
    const claims = [...claimsOf(attribute(user, CLAIMS)).filter(otherThan(wanted)), claimFor(wanted, sku)];
    const written = writtenClaims(claims);
    const claimed = whoseOf(user) === wanted.person?.id && attribute(user, CLAIMS) === written;
    const body = {
      ...propertiesOf(changes),
      ...(!claimed && {
        onPremisesExtensionAttributes: { [WHOSE]: wanted.person?.id, [CLAIMS]: written },
      }),
    };
    if (Object.keys(body).length) await this.patch(user, body);
  }

  async patch({ id }: User, body: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#graph.ask('PATCH', `/users/${at(id)}`, { body });
  }

  async note(user: User, { person }: Wanted, claims: readonly Claim[]): Promise<void> {
    const written = writtenClaims(claims);
    if (attribute(user, CLAIMS) === written && whoseOf(user) === person?.id) return;
    await this.patch(user, {
      onPremisesExtensionAttributes: { [WHOSE]: person?.id, [CLAIMS]: written || null },
    });
  }
}

function propertiesOf({
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
