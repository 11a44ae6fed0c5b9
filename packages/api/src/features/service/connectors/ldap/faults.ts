import { ConnectorFault, type FaultKind } from '../connector-fault.ts';
import { connectionFault, unusable } from '../fault-of.ts';

export const OTHER = 'directory';
/** How long a directory that says it is busy is left alone. */
const BUSY_MS = 30_000;

/** Result codes of LDAP (RFC 4511) that are spoken of here by name. */
export const RESULT = {
  NO_SUCH_ATTRIBUTE: 16,
  VALUE_EXISTS: 20,
  NO_SUCH_OBJECT: 32,
  UNWILLING: 53,
  CLASS_VIOLATION: 65,
  NOT_A_LEAF: 66,
  EXISTS: 68,
} as const;

const OTHER_SCHEMA = `The ${OTHER} has other classes or attributes than the settings say.`;
const SAID: Readonly<Record<number, readonly [FaultKind, string]>> = {
  3: ['TIMEOUT', `The ${OTHER} did not answer in time.`],
  8: ['REFUSED', `The ${OTHER} wants to be spoken to by TLS.`],
  10: ['REFUSED', `The ${OTHER} sends elsewhere: it is a copy that may only be read.`],
  13: ['REFUSED', `The ${OTHER} wants to be spoken to by TLS.`],
  16: ['REFUSED', OTHER_SCHEMA],
  17: ['REFUSED', OTHER_SCHEMA],
  19: ['REFUSED', `The ${OTHER} refused it: its own rules are against it.`],
  20: ['REFUSED', `The ${OTHER} refused it: its own rules are against it.`],
  21: ['REFUSED', `The ${OTHER} refused it: a value does not fit its attribute.`],
  32: ['REFUSED', `The ${OTHER} has no such place: the base must be there.`],
  34: ['REFUSED', `The ${OTHER} refused it: a name does not fit.`],
  48: ['REFUSED', `The ${OTHER} refused the sign-in: the name or the password is wrong.`],
  49: ['REFUSED', `The ${OTHER} refused the sign-in: the name or the password is wrong.`],
  50: ['REFUSED', `The ${OTHER} does not let this account change what has to be changed.`],
  51: ['THROTTLED', `The ${OTHER} is busy at present.`],
  52: ['UNAVAILABLE', `The ${OTHER} is out of order at present.`],
  53: ['REFUSED', `The ${OTHER} refused it: its own rules are against it.`],
  64: ['REFUSED', `The ${OTHER} refused it: a name does not fit.`],
  65: ['REFUSED', OTHER_SCHEMA],
  66: ['REFUSED', `The ${OTHER} has more below it: it must be cleared first.`],
};

/** The result code of an answer that was no yes; undefined if there was none. */
export const resultOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;

/** What an error of the directory, or on the way to it, is to whoever waits. */
export function ldapFault(error: unknown): ConnectorFault {
  const code = resultOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  const said = code === undefined ? undefined : SAID[code];
  if (said) {
    const [kind, reason] = said;
    return new ConnectorFault(kind, reason, {
      detail,
      cause: error,
      ...(kind === 'THROTTLED' && { retryAfterMs: BUSY_MS }),
    });
  }
  const known = connectionFault(error, OTHER);
  if (known) return known;
  if (/timed? ?out/i.test(detail)) {
    return new ConnectorFault('TIMEOUT', `The ${OTHER} did not answer in time.`, { detail, cause: error });
  }
  if (/closed|socket|not established/i.test(detail)) {
    return new ConnectorFault('NETWORK', `The ${OTHER} broke the connection off.`, { detail, cause: error });
  }
  return unusable(error, OTHER);
}
