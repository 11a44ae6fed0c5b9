import type { Credentials } from './actor.ts';
import type { Charges } from './charges.ts';
import type { Log } from './log.ts';
import type { Scope, Scopes } from './scope.ts';
import type { Services } from './services.ts';

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
  readonly charges: Charges | undefined;
  /** The operation's scope, while one is open. */
  scope: Scope | undefined;

  constructor(parts: Omit<RequestContext, 'scope' | 'address' | 'charge'>) {
    this.scopes = parts.scopes;
    this.credentials = parts.credentials;
    this.exchange = parts.exchange;
    this.requestId = parts.requestId;
    this.log = parts.log;
    this.services = parts.services;
    this.charges = parts.charges;
  }

  /** Throws RATE_LIMITED if whoever asks has used up what they may ask for. [S19] */
  charge(cost: number): void {
    this.charges?.take(this.credentials, this.address, cost);
  }

  get address(): string {
    return this.exchange.address;
  }
}
