import { CatchBoundary } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useState } from 'react';

interface IdleProps {
  /** What must be there before, such as the data of the page. */
  after?: boolean;
  /** Somebody asks for it: nothing is waited for any more. */
  now?: boolean;
  /** Stands in their place, of the same size, until the children and their code are here, and while that fails. */
  face?: ReactNode;
  children: ReactNode;
}

/** Puts off what a screen can do without until the browser has nothing more urgent to do, at most a second [W10]. */
export function Idle({ after = true, now = false, face, children }: IdleProps) {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!after) return;
    // Safari has no idle callbacks.
    const wait = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    wait(() => setIdle(true), { timeout: 1000 });
  }, [after]);
  if (now && !idle) setIdle(true);
  if (!idle) return face;
  return (
    <CatchBoundary getResetKey={() => 0} errorComponent={({ reset }) => <Again face={face} reset={reset} />}>
      <Suspense fallback={face}>{children}</Suspense>
    </CatchBoundary>
  );
}

const AGAIN_MS = 3_000;

/** What could not be shown is tried again after a while. */
function Again({ face, reset }: { face: ReactNode; reset: () => void }) {
  useEffect(() => {
    const timer = setTimeout(reset, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [reset]);
  return face;
}
