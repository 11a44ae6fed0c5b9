/**
 * Why the other side did not do what it was asked. REFUSED, GONE: a clear no. UNAVAILABLE: it is out of order. TIMEOUT, NETWORK: no
 * complete answer. THROTTLED: it was asked too often. NOT_SENT: it may not be called, or what stands in the settings is no use.
 */
export type FaultKind = 'REFUSED' | 'GONE' | 'UNAVAILABLE' | 'TIMEOUT' | 'NETWORK' | 'THROTTLED' | 'NOT_SENT';

/** After these, asking again helps perhaps. */
const PASSING: readonly FaultKind[] = ['UNAVAILABLE', 'TIMEOUT', 'NETWORK', 'THROTTLED'];

interface FaultDetail {
  /** For staff: what the other side said, in its words; never a credential. */
  detail?: string | undefined;
  /** Of THROTTLED: how long the other side wants to be left alone. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** The longest that a fault's sentence and its detail are. */
const MAX_CHARACTERS = 500;

const bounded = (text: string): string =>
  text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS - 1)}…` : text;

/** The only thing that a connector throws for what the other side does. */
export class ConnectorFault extends Error {
  readonly kind: FaultKind;
  /** A sentence for whoever waits for the service; names no address of the operator's systems. */
  readonly reason: string;
  readonly detail: string | null;
  readonly retryAfterMs: number | null;

  constructor(kind: FaultKind, reason: string, { detail, retryAfterMs, cause }: FaultDetail = {}) {
    super(reason, { cause });
    this.name = 'ConnectorFault';
    this.kind = kind;
    this.reason = bounded(reason);
    this.detail = detail === undefined ? null : bounded(detail);
    this.retryAfterMs = retryAfterMs ?? null;
  }

  /** Whether repeating may help. */
  get passing(): boolean {
    return PASSING.includes(this.kind);
  }
}
