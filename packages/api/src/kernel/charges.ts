import type { Credentials } from './actor.ts';
import { Allowance, type Rate } from './allowance.ts';
import { networkOf } from './network-of.ts';
import { rateLimited } from './problem.ts';

/** What things cost before they are done: as much as reading so many objects. */
export const COST = {
  /** A root field of a query, besides the objects it asks for. */
  query: 5,
  /** A root field of a mutation. */
  mutation: 20,
  /** A download, an upload, a webhook. */
  route: 20,
  /** A live socket. */
  socket: 20,
} as const;

/** The largest result may be asked for at once, and again ten seconds later. */
const PERSON: Rate = { burst: 20_000, perSecond: 2_000 };
/** All of a tenant's people together: a company's, or a reseller's own. */
const TENANT: Rate = { burst: 60_000, perSecond: 6_000 };
/** Nobody yet, by network: 150 sign-ins at once, five a second from then on. */
const NETWORK: Rate = { burst: 3_000, perSecond: 100 };

/**
 * What callers use up in this process, before it costs the database anything: a person and its tenant each have an allowance
 * of their own, whoever is not signed in shares that of their network. Whoever has used theirs up waits; nobody else does. [S19]
 */
export class Charges {
  readonly #people = new Allowance(PERSON);
  readonly #tenants = new Allowance(TENANT);
  readonly #networks = new Allowance(NETWORK);
  readonly #tenantOf: (membershipId: string) => string | undefined;

  /** @param tenantOf the tenant of a membership, once it is known in this process. */
  constructor(tenantOf: (membershipId: string) => string | undefined) {
    this.#tenantOf = tenantOf;
  }

  /** Throws RATE_LIMITED with the time to wait, and then costs nothing. */
  take(who: Credentials, address: string, cost: number): void {
    if (who.kind === 'system') return;
    const due: [Allowance, string][] = [];
    if (who.kind === 'anonymous') due.push([this.#networks, networkOf(address)]);
    else {
      due.push([this.#people, who.membershipId]);
      const tenant = this.#tenantOf(who.membershipId);
      if (tenant) due.push([this.#tenants, tenant]);
    }
    let waitMs = 0;
    for (const [allowance, key] of due) waitMs = Math.max(waitMs, allowance.waitMs(key, cost));
    if (waitMs > 0) throw rateLimited('requests', waitMs);
    for (const [allowance, key] of due) allowance.use(key, cost);
  }
}
