import { z } from 'zod';
import type { OutboundResponse } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import { connectionFault, unusable } from '../fault-of.ts';
import { retryAfterMs } from '../retry-after.ts';

/** As it is called in sentences. */
export const OTHER = 'directory of Microsoft 365';
/** Whoever is throttled without being told for how long waits for this. */
const THROTTLED_MS = 30_000;

const problemRule = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** What Graph said, in its words: its code and message. */
export function said({ body }: OutboundResponse): { code: string; message: string } {
  try {
    return problemRule.parse(JSON.parse(body)).error;
  } catch {
    return { code: '', message: body.slice(0, 200) };
  }
}

/** The fault of an answer that is no success. */
export function faultOfStatus(answer: OutboundResponse): ConnectorFault {
  const { status, headers } = answer;
  const { code, message } = said(answer);
  const detail = `${status} ${code}: ${message}`;
  const wait = retryAfterMs(headers);
  if (status === 429) {
    return new ConnectorFault('THROTTLED', `The ${OTHER} was asked too often.`, {
      detail,
      retryAfterMs: wait ?? THROTTLED_MS,
    });
  }
  if (status >= 500) {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} is out of order.`, { detail, retryAfterMs: wait });
  }
  if (status === 409 || status === 412) {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} was busy with the same account.`, { detail });
  }
  if (status === 401) return new ConnectorFault('REFUSED', `The ${OTHER} refused the sign-in.`, { detail });
  if (status === 403) {
    const reason = `The ${OTHER} does not let the application do this: it lacks a permission.`;
    return new ConnectorFault('REFUSED', reason, { detail });
  }
  if (status >= 300 && status < 400) {
    return new ConnectorFault('UNAVAILABLE', `The ${OTHER} gave an answer that is not usable.`, { detail });
  }
  return new ConnectorFault('REFUSED', `The ${OTHER} refused it: ${message || code}`, { detail });
}

/** Whatever was thrown, as a fault. */
export function graphFault(error: unknown): ConnectorFault {
  const known = connectionFault(error, OTHER);
  return known ?? unusable(error, OTHER);
}
