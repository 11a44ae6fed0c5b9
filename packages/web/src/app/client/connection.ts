import { createClient } from 'graphql-ws';

export type ConnectionState = 'connecting' | 'live' | 'lost';

export interface ConnectionHandlers {
  /** A good access token; called for every attempt. `refused`: the server did not take the last one. */
  token: (refused: boolean) => Promise<string>;
  /** The GraphQL type of something that changed. */
  onChange: (kind: string) => void;
  onState: (state: ConnectionState) => void;
  /** Something may have changed unheard: read again what is on screen. */
  onGap: () => void;
}

const KEEP_ALIVE_MS = 12_000;
const PONG_TIMEOUT_MS = 6_000;
const MAX_WAIT_MS = 15_000;
const RESUBSCRIBE_MS = 2_000;
/** The server's close code for a token that is not, or no longer, good. */
const FORBIDDEN = 4403;

/**
 * Listens to the API's `hint` subscription until the returned function is called. Reconnects for ever, quickly at
 * first and then every 15 seconds, and at once when the browser says it is online again.
 */
export function connect({ token, onChange, onState, onGap }: ConnectionHandlers): () => void {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let hurry: (() => void) | undefined;
  let refused = false;
  let stopped = false;

  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    // Without a token the server refuses, and we try again until told to stop.
    connectionParams: () =>
      token(refused).then(
        (accessToken) => ({ accessToken }),
        () => ({}),
      ),
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) =>
      new Promise((resolve) => {
        hurry = resolve;
        // Spread out, so that a restarted server does not meet all consoles at once.
        setTimeout(resolve, Math.min(MAX_WAIT_MS, 500 * 2 ** retries) * (0.75 + Math.random() / 2));
      }),
    on: {
      connected: () => onState('live'),
      closed: (event) => {
        clearTimeout(pongTimer);
        refused = (event as { code?: number }).code === FORBIDDEN;
        if (!stopped) onState('lost');
      },
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
    },
  });

  let unsubscribe = () => {};
  let again: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    unsubscribe = client.subscribe<{ hint: { kind: string } }>(
      { query: 'subscription Hint { hint { kind id } }' },
      { next: ({ data }) => data && onChange(data.hint.kind), error: ended, complete: ended },
    );
  };
  // The server ends a subscription when the token behind it does, or when it may have missed something itself.
  const ended = () => {
    clearTimeout(again);
    if (stopped) return;
    again = setTimeout(() => {
      listen();
      onGap();
    }, RESUBSCRIBE_MS);
  };
  listen();

  const online = () => hurry?.();
  const offline = () => client.terminate();
  addEventListener('online', online);
  addEventListener('offline', offline);
  return () => {
    removeEventListener('online', online);
    removeEventListener('offline', offline);
    clearTimeout(pongTimer);
    clearTimeout(again);
    stopped = true;
    unsubscribe();
    // There is nothing to close, then, if it was still being refused.
    void Promise.resolve(client.dispose()).catch(() => {});
  };
}
