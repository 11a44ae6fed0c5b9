import type { Caller, Credentials } from '../actor.ts';
import type { Log } from '../log.ts';
import type { Permission } from '../permission.ts';
import { Problem } from '../problem.ts';
import type { Scope, Scopes } from '../scope.ts';

/** What a feature may need of the HTTP request: its address and agent for the session list, its cookies. */
export interface Exchange {
  address: string;
  userAgent: string;
  refreshCookie: string | undefined;
  setRefreshCookie(value: string, expires: Date): void;
  clearRefreshCookie(): void;
}

/** Everything request-shaped, first argument of whatever serves a request. */
export class RequestContext {
  readonly scopes: Scopes;
  readonly credentials: Credentials;
  readonly exchange: Exchange;
  readonly requestId: string;
  readonly log: Log;
  /** Features' own services, by the key they were registered with in `app.ts`. */
  readonly services: Services;
  /** The operation's scope, while one is open. */
  scope: Scope | undefined;

  constructor(parts: Omit<RequestContext, 'scope' | 'address'>) {
    this.scopes = parts.scopes;
    this.credentials = parts.credentials;
    this.exchange = parts.exchange;
    this.requestId = parts.requestId;
    this.log = parts.log;
    this.services = parts.services;
  }

  get address(): string {
    return this.exchange.address;
  }
}

/** What features need beyond the database; each declares its own key by declaration merging. */
export interface Services {
  /** Address under which people reach the console, without a slash at the end. */
  publicUrl: string;
}

/** A permission; or nobody yet, whoever is signed in, or the product itself only. */
export type Requirement = Permission | 'anonymous' | 'member' | 'system';

/** Throws UNAUTHENTICATED or FORBIDDEN unless the actor may do what needs this permission. [S26] */
export function assertAllowed(actor: Caller, requirement: Requirement): void {
  if (requirement === 'anonymous' || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new Problem('UNAUTHENTICATED', 'Please sign in.');
  if (requirement === 'system') throw new Problem('FORBIDDEN', 'Your role does not allow this.');
  if (requirement !== 'member' && !actor.permissions.has(requirement)) {
    throw new Problem('FORBIDDEN', 'Your role does not allow this.');
  }
}
