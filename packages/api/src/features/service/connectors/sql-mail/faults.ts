import { ConnectorFault } from '../connector-fault.ts';
import { codeOf, connectionFault, unusable } from '../fault-of.ts';

export const OTHER = 'mail platform';
/** How long a server that takes no more connections is left alone. */
const CROWDED_MS = 30_000;
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** SQLSTATE or its class → what it means here. */
const SAID: Record<string, string> = {
  '28': `The ${OTHER} refused the sign-in: the user name or the password is wrong.`,
  '3D': `The ${OTHER} has no database of this name.`,
  '42501': `The ${OTHER} does not let this user change what has to be changed.`,
  '42': `The ${OTHER} has other tables or columns than the settings say.`,
  '23': `The ${OTHER} refused it: its own rules are against it.`,
  '22': `The ${OTHER} refused it: a value does not fit its columns.`,
};

/** What an error of the database, or on the way to it, is to whoever waits. */
export function sqlFault(error: unknown): ConnectorFault {
  const code = codeOf(error);
  const detail = detailOf(error);
  if (code === '53300') {
    const reason = `The ${OTHER} takes no more connections at present.`;
    return new ConnectorFault('THROTTLED', reason, { detail, retryAfterMs: CROWDED_MS, cause: error });
  }
  if (code === '57014' || /timeout/i.test(detail)) {
    return new ConnectorFault('TIMEOUT', `The ${OTHER} did not answer in time.`, { detail, cause: error });
  }
  const said = SAID[code] ?? (/^[0-9A-Z]{5}$/.test(code) ? SAID[code.slice(0, 2)] : undefined);
  if (said) return new ConnectorFault('REFUSED', said, { detail, cause: error });
  const known = connectionFault(error, OTHER);
  if (known) return known;
  if (/terminated|ended|closed/i.test(detail)) {
    return new ConnectorFault('NETWORK', `The ${OTHER} broke the connection off.`, { detail, cause: error });
  }
  if (/SSL/.test(detail)) {
    return new ConnectorFault('REFUSED', `The ${OTHER} speaks no TLS.`, { detail, cause: error });
  }
  return unusable(error, OTHER);
}
