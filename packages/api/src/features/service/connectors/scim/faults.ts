import type { OutboundResponse } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import { connectionFault, unusable } from '../fault-of.ts';
import { retryAfterMs } from '../retry-after.ts';

/** As it is called in sentences. */
export const OTHER = 'application';
/** Whoever is throttled without being told for how long waits for this. */
const THROTTLED_MS = 30_000;

/** What the application said, in its words. */
export function said({ body }: OutboundResponse): string {
  try {
    const { detail, scimType } = JSON.parse(body) as Record<string, unknown>;
    return [scimType, detail].filter((word) => typeof word === 'string').join(': ');
  } catch {
    return body.slice(0, 200);
  }
}

/** The fault of an answer that is no success. */
export function faultOfStatus(answer: OutboundResponse): ConnectorFault {
  const { status, headers } = answer;
  const words = said(answer);
  const detail = `${status} ${words}`.trim();
  const wait = retryAfterMs(headers);
  if (status === 429) {
    return new ConnectorFault('THROTTLED', `The ${OTHER} was asked too often.`, {
      detail,
      retryAfterMs: wait ?? THROTTLED_MS,
    });
  }
  if (status >= 500 && status !== 501) {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} is out of order.`, { detail, retryAfterMs: wait });
  }
  if (status === 409 && /uniqueness/i.test(words)) {
    return new ConnectorFault('REFUSED', `The ${OTHER} has another account of this name or address.`, {
      detail,
    });
  }
  if (status === 409 || status === 412 || status === 428) {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} was busy with the same account.`, { detail });
  }
  if (status === 401) {
    return new ConnectorFault('REFUSED', `The ${OTHER} refused the sign-in: the token is wrong.`, { detail });
  }
  if (status === 403) {
    return new ConnectorFault('REFUSED', `The ${OTHER} does not let this token do what has to be done.`, {
      detail,
    });
  }
  if (status < 200 || (status >= 300 && status < 400)) {
    return new ConnectorFault('REFUSED', `The ${OTHER} sends elsewhere: staff must correct its address.`, {
      detail,
    });
  }
  if (status === 404) {
    return new ConnectorFault('REFUSED', `The ${OTHER} has no such place: staff must check its address.`, {
      detail,
    });
  }
  return new ConnectorFault('REFUSED', `The ${OTHER} refused it${words ? `: ${words}` : '.'}`, { detail });
}

/** Whatever was thrown, as a fault. */
export const scimFault = (error: unknown): ConnectorFault =>
  connectionFault(error, OTHER) ?? unusable(error, OTHER);
