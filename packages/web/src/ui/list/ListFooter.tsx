import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { count } from '../../lib/format.ts';
import classes from './list.module.css';
import type { ListModel } from './list-model.ts';
import { PAGE_SIZES } from './use-list-state.ts';

/** "26–50 of 312", page size, and the way to the neighbouring pages. */
export function ListFooter<Row, Sort extends string>({ list }: { list: ListModel<Row, Sort> }) {
  const { state, rows, total, hasNext, hasPrevious, startCursor, endCursor } = list;
  if (!rows || total === undefined) return null;
  const first = (state.page - 1) * state.size + 1;
  return (
    <Group className={classes.footer} justify="space-between" gap="xs">
      <Text fz="sm" c="dimmed" aria-live="polite">
        {rows.length === 0 ? 'None' : `${count(first)}–${count(first + rows.length - 1)} of ${count(total)}`}
      </Text>
      <Group gap="xs">
        {total > PAGE_SIZES[0]! && (
          <NativeSelect
            size="xs"
            aria-label="Rows per page"
            value={state.size}
            data={PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} rows` }))}
            onChange={({ currentTarget }) => {
              const size = PAGE_SIZES.find((known) => known === Number(currentTarget.value));
              if (size) state.setSize(size);
            }}
          />
        )}
        {(hasNext || hasPrevious) && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconChevronLeft size={14} />}
              disabled={!hasPrevious || !startCursor}
              onClick={() => startCursor && state.goPrevious(startCursor)}
            >
              Previous
            </Button>
            <Button
              size="xs"
              variant="default"
              rightSection={<IconChevronRight size={14} />}
              disabled={!hasNext || !endCursor}
              onClick={() => endCursor && state.goNext(endCursor)}
            >
              Next
            </Button>
          </>
        )}
      </Group>
    </Group>
  );
}
