import { MantineProvider } from '@mantine/core';
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { STEWARD_ACCENT } from '../lib/colour.ts';
import { cssVariables, themeFor } from './theme.ts';

const AccentContext = createContext<(accent: string) => void>(() => {});

/** Mantine with the accent colour of whoever's console this is. */
export function BrandProvider({ children }: { children: ReactNode }) {
  const [accent, setAccent] = useState(STEWARD_ACCENT);
  const theme = useMemo(() => themeFor(accent), [accent]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <AccentContext value={setAccent}>{children}</AccentContext>
    </MantineProvider>
  );
}

/** Shows everything in this accent colour for as long as the calling component is on screen. */
export function useAccent(accent: string | null | undefined): void {
  const setAccent = useContext(AccentContext);
  useLayoutEffect(() => {
    if (!accent) return;
    setAccent(accent);
    return () => setAccent(STEWARD_ACCENT);
  }, [accent, setAccent]);
}
