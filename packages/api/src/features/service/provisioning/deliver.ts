import { OutboundError, type OutboundErrorKind, outboundRequest } from '../../../kernel/outbound.ts';
import { type Endpoint, signedHeaders } from '../connectors/index.ts';
import type { AttemptOutcome } from './attempt-outcome.ts';
import type { Delivery } from './carry-out.ts';
import { refusalText } from './refusal-text.ts';

/** For one attempt, everything included. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Sends one signed message and says what came of it; never throws for what the other side does. [S78]
 *
 * @param id the webhook-id: the same for each attempt of a job, so that the receiver can tell a repetition.
 */
export async function deliver(
  { url, secrets }: Endpoint,
  { id, body, at }: { id: string; body: string; at: Date },
  allowPrivate: readonly string[],
): Promise<Delivery> {
  const started = performance.now();
  try {
    const {
      status,
      headers,
      body: answer,
    } = await outboundRequest({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders(secrets, id, at, body) },
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
      allowPrivate,
    });
    return {
      ...judge(status, refusalText(answer)),
      retryAfterMs: retryAfterMs(headers['retry-after'], at),
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const durationMs = error.kind === 'blocked' ? null : Math.round(performance.now() - started);
    return { ...UNANSWERED[error.kind], detail: error.message, durationMs };
  }
}

const UNANSWERED: Record<OutboundErrorKind, { outcome: AttemptOutcome; reason: string }> = {
  timeout: {
    outcome: 'TIMEOUT',
    reason: `The provisioning system did not answer within ${TIMEOUT_MS / 1_000} seconds.`,
  },
  network: { outcome: 'NETWORK', reason: 'The provisioning system could not be reached.' },
  'too-large': {
    outcome: 'UNAVAILABLE',
    reason: 'The provisioning system gave an answer that is not usable.',
  },
  blocked: {
    outcome: 'NOT_SENT',
    reason: 'The address of the provisioning system may not be called: staff must change it.',
  },
};

/** What a Retry-After asks for, in seconds or as a date. Null: nothing that can be read. */
function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  const ms = /^\d{1,7}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return ms > 0 ? ms : null;
}

/** Client errors that pass by themselves: time-out, too early. */
const PASSING: readonly number[] = [408, 425];

/** Standard Webhooks: 2xx is success, 410 ends the endpoint, redirects are failures. */
function judge(status: number, text: string): Omit<Delivery, 'durationMs'> {
  const said = text ? `: ${text}` : '.';
  const detail = `${status}${text ? ` ${text}` : ''}`;
  if (status >= 200 && status < 300) return { outcome: 'DONE', reason: null, detail: String(status) };
  if (status === 410) {
    const reason = 'The provisioning system says that its endpoint is gone: staff must configure a new one.';
    return { outcome: 'GONE', reason, detail };
  }
  if (status === 429) {
    const reason = 'The provisioning system was asked too often, and wants to be asked later.';
    return { outcome: 'THROTTLED', reason, detail };
  }
  if (status >= 500 || PASSING.includes(status)) {
    return {
      outcome: 'UNAVAILABLE',
      reason: `The provisioning system is not available (${status})${said}`,
      detail,
    };
  }
  if (status >= 300 && status < 400) {
    const reason = `The provisioning system answered with a redirect (${status}), which is never followed: staff must configure its final address.`;
    return { outcome: 'REFUSED', reason, detail };
  }
  return { outcome: 'REFUSED', reason: `The provisioning system refused it (${status})${said}`, detail };
}
