import { useEffect, useState } from 'react';
import { partsShown } from '../../frame/slots.tsx';
import { useConsole } from '../session/SessionProvider.tsx';

/** However long an answer takes, menus are not held back for longer. */
const PATIENCE_MS = 8_000;

/** False until what the first screen asks for has been answered. */
export function useQuiet(): boolean {
  const { live } = useConsole();
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setQuiet, PATIENCE_MS, true);
    // Parts of the page ask only once they are there.
    const settled = live.quiet().then(partsShown).then(live.quiet);
    void settled.then(() => setQuiet(true));
    return () => clearTimeout(timer);
  }, [live]);
  return quiet;
}
