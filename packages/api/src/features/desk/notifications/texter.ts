import { isLoopback } from '../../../kernel/config.ts';
import { outboundRequest } from '../../../kernel/outbound.ts';
import { Undeliverable } from './mailer.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    texter: Texter;
  }
}

/**
 * Where text messages go: SENT to a gateway, or kept in the OUTBOX. Throws `Undeliverable` if the gateway will never take this
 * one, anything else if it may do so later.
 */
export interface Texter {
  send(to: string, text: string): Promise<'SENT' | 'OUTBOX'>;
  /** Whether staff may read in the outbox what lets somebody in: in the demonstration, whose accounts are nobody's. */
  readonly shows: boolean;
}

/** Without a gateway. */
export const textOutbox = (demonstration: boolean): Texter => ({
  send: async () => 'OUTBOX',
  shows: demonstration,
});

const PATIENCE_MS = 20_000;

/** The numbers Twilio gives to what is wrong with a message or its recipient: the same message never goes out. */
const NEVER: Readonly<Record<number, string>> = {
  21211: 'It is no telephone number that the gateway knows.',
  21214: 'The number cannot be reached.',
  21408: 'The gateway does not send to this country.',
  21610: 'Whoever has the number has asked for no more messages.',
  21612: 'The gateway has no way to this number.',
  21614: 'It is not the number of a mobile.',
};

/**
 * A gateway that speaks Twilio's protocol, by its address: `https://SID:TOKEN@api.twilio.com/?from=%2B441632960000`. `from` is a
 * number, a sender's name, or the id of a messaging service (`MG…`).
 */
export function twilioTexter(address: string): Texter {
  const { origin, host, hostname, username, password, searchParams } = new URL(address);
  const account = decodeURIComponent(username);
  const from = searchParams.get('from') ?? '';
  const credentials = Buffer.from(`${account}:${decodeURIComponent(password)}`).toString('base64');
  return {
    shows: false,
    async send(to, text) {
      const sender = /^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From';
      const { status, body } = await outboundRequest({
        url: `${origin}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
        method: 'POST',
        headers: {
          authorization: `Basic ${credentials}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams({ To: to, [sender]: from, Body: text }).toString(),
        timeoutMs: PATIENCE_MS,
        allowPrivate: isLoopback(hostname) ? [host] : [],
        maxResponseBytes: 65_536,
      });
      if (status >= 200 && status < 300) return 'SENT';
      const code = codeIn(body);
      // What the gateway says names the number, which is nobody else's to read.
      const reason = `${NEVER[code] ?? 'The gateway refused the message.'} (${code || `HTTP ${status}`})`;
      throw NEVER[code] ? new Undeliverable(reason) : new Error(reason);
    },
  };
}

function codeIn(body: string): number {
  try {
    return Number((JSON.parse(body) as { code?: unknown }).code) || 0;
  } catch {
    return 0;
  }
}
