import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** The three headers of Standard Webhooks (https://www.standardwebhooks.com). */
export type WebhookHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/**
 * Signs one delivery [S78].
 *
 * @param secrets the endpoint's secret (`whsec_` + base64). While a secret is being replaced, both, the new one first:
 *   the receiver accepts the delivery if any signature fits the secret it knows.
 * @param id the same for every attempt of one delivery, so that the receiver can recognise a repetition; no full stop in it.
 * @param timestamp of this attempt; receivers refuse what is more than five minutes away from their clock.
 * @param body exactly the characters that are sent.
 */
export function signedHeaders(
  secrets: string | readonly string[],
  id: string,
  timestamp: Date,
  body: string,
): WebhookHeaders {
  const all = typeof secrets === 'string' ? [secrets] : secrets;
  if (all.length === 0) throw new Error('A webhook needs at least one secret to be signed with');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
    'webhook-signature': all.map((secret) => new Webhook(secret).sign(id, timestamp, body)).join(' '),
  };
}

/** A secret for one endpoint: `whsec_` and 32 random bytes in base64 (the standard asks for 24 to 64). */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
