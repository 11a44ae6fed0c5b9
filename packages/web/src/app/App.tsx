import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../lib/errors.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Splash } from '../ui/Splash.tsx';
import { router } from './router.ts';
import { useConsole, useSessionState } from './session/SessionProvider.tsx';

/** Pages, once it is known whether someone is signed in: until then nothing may load that only one of them needs. */
export function App() {
  const { phase, generation, left } = useSessionState();
  const { session } = useConsole();
  const signedIn = phase === 'signedIn';

  // Guards of the routes run again when the answer to "who is it?" changes.
  useEffect(() => {
    if (generation > 0 && (phase === 'signedIn' || phase === 'signedOut')) void router.invalidate();
  }, [phase, generation]);

  if (phase === 'starting') return <Splash />;
  if (phase === 'unreachable')
    return (
      <main>
        <Unreachable onRetry={() => void session.start()} />
      </main>
    );
  return <RouterProvider router={router} context={{ signedIn, left }} />;
}

function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <ErrorState
      error={new ApiError('NETWORK', 'Check your connection, then try again.')}
      onRetry={onRetry}
      whole
    />
  );
}
