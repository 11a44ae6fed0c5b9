import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { Asking } from '../Asking.tsx';
import { Dialogue } from '../Dialogue.tsx';
import { useDeed } from '../use-deed.ts';

/** What is asked before something that matters is done. */
interface Question {
  /** "Remove example.com?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** What is done, as the button that does it: "Remove domain". */
  confirmLabel: string;
  /** `true` for what takes something away. */
  destructive?: boolean;
  onConfirm: () => Promise<unknown>;
}

interface Item {
  label: string;
  icon?: ReactNode;
}

/** Something to do with the row: at once, after a question, or not now, and why not. */
export type RowDeed = Item &
  (
    | { run: () => void; ask?: never; held?: never }
    | { ask: Question; run?: never; held?: never }
    | { held: string; run?: never; ask?: never }
  );

interface RowMenuProps {
  /** Names the row: "Ada Lovelace". */
  of: string;
  items: readonly RowDeed[];
}

/** What can be done with just this row, behind three dots. */
export function RowMenu({ of, items }: RowMenuProps) {
  const dots = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<Question>();
  const [opened, setOpened] = useState(false);
  const { run, busy, error, restart } = useDeed(async () => {
    await asked?.onConfirm();
    setOpened(false);
  });
  if (items.length === 0) return null;

  const choose = ({ run: begin, ask }: RowDeed) => {
    // What opens now leads back here, not to an entry of a menu that is closed by then.
    dots.current?.focus();
    begin?.();
    if (!ask) return;
    restart();
    setAsked(ask);
    setOpened(true);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon ref={dots} size={26} aria-label={`More for ${of}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((item) => (
            <Menu.Item
              key={item.label}
              leftSection={item.icon}
              // Not `disabled`, so that the keyboard, too, finds out why.
              {...(item.held
                ? { 'aria-disabled': true, closeMenuOnClick: false, c: 'dimmed' }
                : { onClick: () => choose(item) })}
              {...(item.ask?.destructive && { color: 'red' })}
            >
              {item.label}
              {item.held && (
                <Text span display="block" fz="xs" c="dimmed" maw={240}>
                  {item.held}
                </Text>
              )}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <Dialogue opened={opened} onClose={() => !busy && setOpened(false)} title={asked.title} size="sm">
          <Asking
            consequence={asked.consequence}
            confirmLabel={asked.confirmLabel}
            destructive={asked.destructive ?? false}
            busy={busy}
            problem={error?.message}
            onAnswer={(go) => (go ? void run() : setOpened(false))}
          />
        </Dialogue>
      )}
    </>
  );
}
