import { useEffect, useState } from 'react';
import type { ConnectionHandlers, ConnectionState } from '../client/connection.ts';
import { useConsole } from '../session/SessionProvider.tsx';

/** Changes come in bursts (a billing run, an import); wait this long and ask once. */
const GATHER_MS = 200;
/** How often a server that is out of order is asked again. */
const AGAIN_MS = 3_000;

/**
 * Keeps what is on screen up to date: on every change that the API reports, the queries that show that type are asked again;
 * after a lost connection, and while the server is out of order, all of them.
 *
 * @param begun whether the first screen has what it asks for: neither it nor its answers wait for the connection and its code
 */
export function useLive(begun: boolean): ConnectionState {
  const { client, live, session } = useConsole();
  const [state, setState] = useState<ConnectionState>('connecting');
  const [out, setOut] = useState(false);

  useEffect(() => live.onOutage(setOut), [live]);
  useEffect(() => {
    if (!out) return;
    const timer = setInterval(() => live.refetch(client), AGAIN_MS);
    return () => {
      clearInterval(timer);
      live.refetch(client);
    };
  }, [out, client, live]);

  useEffect(() => {
    if (!begun) return;
    let kinds = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const handlers: ConnectionHandlers = {
      // A session that was ended elsewhere is found out here, rather than taken for a lost connection.
      token: async (refused) => {
        if (refused) await session.refresh();
        return session.freshToken();
      },
      onChange: (kind) => {
        kinds.add(kind);
        timer ??= setTimeout(() => {
          timer = undefined;
          const gathered = kinds;
          kinds = new Set();
          live.refetch(client, gathered);
        }, GATHER_MS);
      },
      onState: (next) => {
        setState(next);
        if (next === 'lost') wasLost = true;
        if (next !== 'live' || !wasLost) return;
        wasLost = false;
        live.refetch(client);
      },
      onGap: () => live.refetch(client),
    };
    let stopped = false;
    let disconnect = () => {};
    // A browser asks only once for code it could not have: the page begins anew when the network is back.
    const anew = () => location.reload();
    void import('../client/connection.ts').then(
      ({ connect }) => {
        if (!stopped) disconnect = connect(handlers);
      },
      () => {
        if (stopped) return;
        setState('lost');
        addEventListener('online', anew);
      },
    );
    return () => {
      stopped = true;
      removeEventListener('online', anew);
      clearTimeout(timer);
      disconnect();
    };
  }, [begun, client, live, session]);

  return out ? 'lost' : state;
}
