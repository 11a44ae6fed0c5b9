import { Kbd, Text, UnstyledButton } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useLayoutEffect } from 'react';
import { callPalette, palette } from './palette.ts';
import classes from './shell.module.css';

const MAC = navigator.userAgent.includes('Mac');

/**
 * Looks like a search box and opens the command palette, as its shortcut does: here, because the palette itself is loaded
 * a moment after the first screen and opens then.
 */
export function SearchTrigger() {
  // Before the first paint: whoever sees the box may use its key.
  useLayoutEffect(() => {
    const listen = getHotkeyHandler([['mod+K', callPalette]]);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <UnstyledButton className={classes.search} onClick={palette.open} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={15} aria-hidden />
      <Text span inherit truncate flex={1} ta="left">
        Search or jump to…
      </Text>
      <Kbd size="xs" visibleFrom="xs" aria-hidden>
        {MAC ? '⌘K' : 'Ctrl K'}
      </Kbd>
    </UnstyledButton>
  );
}
