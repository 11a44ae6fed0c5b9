import { Kbd, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useEffect } from 'react';
import { Dialogue } from '../../ui/Dialogue.tsx';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

const KEYS: readonly [keys: readonly string[], does: string][] = [
  [[COMMAND, 'K'], 'Search, or go somewhere'],
  [['/'], 'Search in this list'],
  [['↓'], 'From the search box to the first row'],
  [['↑', '↓'], 'From row to row'],
  [['Home', 'End'], 'To the first or the last row'],
  [['Enter'], 'Open the row'],
  [['Space'], 'Tick the row'],
  [['Esc'], 'Close what is open'],
  [['?'], 'Show these keys'],
];

/** The keys of the console, which `?` shows wherever nothing is typed into. */
export default function KeysHelp() {
  const [opened, { open, close }] = useDisclosure();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey } = event;
      if (key !== '?' || ctrlKey || metaKey || event.defaultPrevented) return;
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [contenteditable], [aria-modal]')
      )
        return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [open]);
  return (
    <Dialogue opened={opened} onClose={close} title="Keys" size="sm">
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {KEYS.map(([keys, does]) => (
            <Table.Tr key={does}>
              <Table.Th scope="row" w={120} fw={400}>
                {keys.map((key, i) => (
                  <Fragment key={key}>
                    {i > 0 && ' '}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialogue>
  );
}
