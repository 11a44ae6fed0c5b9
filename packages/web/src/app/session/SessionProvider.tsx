import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { SessionContext } from '../../data/session.ts';
import { type ConsoleClient, consoleClient } from '../client/client.ts';
import { SessionStore } from './store.ts';

interface Console extends ConsoleClient {
  session: SessionStore;
  generation: number;
}

const ConsoleContext = createContext<Console | undefined>(undefined);

/** One session per page load; it outlives every component. */
const session = new SessionStore();

/** Starts the session, and gives each generation of it a GraphQL client of its own: nobody sees what another has read. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { generation } = useSessionState();
  const value = useMemo(() => ({ session, generation, ...consoleClient(session) }), [generation]);
  useEffect(() => void session.start(), []);
  return (
    <SessionContext value={session}>
      <ConsoleContext value={value}>
        <Provider value={value.client}>{children}</Provider>
      </ConsoleContext>
    </SessionContext>
  );
}

export function useSessionState() {
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

/** Client and session together, for the shell's live connection. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('SessionProvider is missing above this component');
  return value;
}
