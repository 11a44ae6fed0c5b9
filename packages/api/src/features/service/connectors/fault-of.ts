import { OutboundError, type OutboundErrorKind } from '../../../kernel/outbound.ts';
import { ConnectorFault, type FaultKind } from './connector-fault.ts';

/** What a kind calls its other side in sentences, such as `mail platform`. */
export type OtherSide = string;

const UNANSWERED: Record<OutboundErrorKind, { kind: FaultKind; says: (other: OtherSide) => string }> = {
  timeout: { kind: 'TIMEOUT', says: (other) => `The ${other} did not answer in time.` },
  network: { kind: 'NETWORK', says: (other) => `The ${other} could not be reached.` },
  'too-large': { kind: 'UNAVAILABLE', says: (other) => `The ${other} gave an answer that is not usable.` },
  blocked: {
    kind: 'NOT_SENT',
    says: (other) => `The address of the ${other} may not be called: staff must change it.`,
  },
};

/** Codes of Node's sockets after which nothing usable came. */
const TIMED_OUT: readonly string[] = ['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'];
const UNREACHED = /^(E(CONN|HOST|NET|PIPE|AI_|PROTO|ADDR)|ENOTFOUND|EHOSTUNREACH)/;
/** A certificate that does not hold: whoever answers may be anybody. */
const UNTRUSTED = /^(CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS_CERT|ERR_SSL|EPROTO)/;

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The fault of a connection that failed; undefined if the error is of another sort. */
export function connectionFault(error: unknown, other: OtherSide): ConnectorFault | undefined {
  if (error instanceof ConnectorFault) return error;
  if (error instanceof OutboundError) {
    const { kind, says } = UNANSWERED[error.kind];
    return new ConnectorFault(kind, says(other), { detail: error.message, cause: error });
  }
  const code = codeOf(error);
  if (UNTRUSTED.test(code)) {
    const reason = `The ${other} could not prove who it is: its certificate does not hold.`;
    return new ConnectorFault('REFUSED', reason, { detail: code, cause: error });
  }
  if (TIMED_OUT.includes(code)) {
    return new ConnectorFault('TIMEOUT', UNANSWERED.timeout.says(other), { detail: code, cause: error });
  }
  if (UNREACHED.test(code)) {
    return new ConnectorFault('NETWORK', UNANSWERED.network.says(other), { detail: code, cause: error });
  }
  return undefined;
}

/** The last word: something came back that is no answer. */
export const unusable = (error: unknown, other: OtherSide): ConnectorFault =>
  new ConnectorFault('UNAVAILABLE', UNANSWERED['too-large'].says(other), {
    detail: error instanceof Error ? error.message : undefined,
    cause: error,
  });
