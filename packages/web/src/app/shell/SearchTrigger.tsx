import { Kbd, Text, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import classes from './shell.module.css';

const MAC = navigator.userAgent.includes('Mac');

/** Looks like a search box and opens the command palette. */
export function SearchTrigger() {
  return (
    <UnstyledButton
      className={classes.search}
      onClick={spotlight.open}
      aria-label="Search or jump to a page"
      aria-keyshortcuts="Control+K Meta+K"
    >
      <IconSearch size={15} aria-hidden />
      <Text span inherit truncate flex={1} ta="left">
        Search or jump to…
      </Text>
      <Kbd size="xs" visibleFrom="xs">
        {MAC ? '⌘K' : 'Ctrl K'}
      </Kbd>
    </UnstyledButton>
  );
}
