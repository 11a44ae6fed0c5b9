import type { Opened } from './access-ledger.ts';
import type { Credentials } from './actor.ts';
import type { Charges } from './charges.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import type { Scope, Scopes } from './scope.ts';
import type { Services } from './services.ts';

/** What a feature may need of the HTTP request: its address and agent for the session list, its cookies. */
export interface Exchange {
  address: string;
  userAgent: string;
  refreshCookie: string | undefined;
  setRefreshCookie(value: string, expires: Date): void;
  clearRefreshCookie(): void;
  /** Names the device to those who have signed in with it; stays when they sign out. */
  deviceCookie: string | undefined;
  setDeviceCookie(value: string, lifeMs: number): void;
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

  constructor(parts: Omit<RequestContext, 'scope' | 'address' | 'charge' | 'noteOpening' | 'noteRefusal'>) {
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

  /**
   * Leaves a security event if this is a refusal of something that somebody may not do, or not so often. Being asked for a
   * second factor is none. [S82]
   */
  noteRefusal(error: unknown, what: string): void {
    if (!(error instanceof Problem) || (error.code !== 'FORBIDDEN' && error.code !== 'RATE_LIMITED')) return;
    if (error.need) return;
    const { credentials, address, requestId } = this;
    const membershipId = credentials.kind === 'session' ? credentials.membershipId : null;
    this.services.security.note({ kind: error.code, what, membershipId, address, requestId });
  }

  /** Puts it into the ledger of access before it is shown, unless it is an end user who looks, at what is their own. [U6] */
  async noteOpening(opened: Opened): Promise<void> {
    const { credentials, requestId, services } = this;
    if (credentials.kind === 'session' && credentials.level !== 'END_USER')
      await services.accessLedger.note(credentials, requestId, opened);
  }

  get address(): string {
    return this.exchange.address;
  }
}
