/**
 * Why a call to the outside gave no usable answer.
 * `blocked`: it was never sent, because the address or the request is not allowed; repeating it cannot help.
 * `timeout`, `network`: no complete answer; whether the other side acted is unknown.
 * `too-large`: the answer was longer than the caller takes.
 */
export type OutboundErrorKind = 'blocked' | 'timeout' | 'network' | 'too-large';

/** Its message may be shown to the person who configured the address: it names no internal address. */
export class OutboundError extends Error {
  readonly kind: OutboundErrorKind;

  constructor(kind: OutboundErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutboundError';
    this.kind = kind;
  }
}
