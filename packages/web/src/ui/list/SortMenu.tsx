import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';
import type { Column, ListModel } from './list-model.ts';

interface SortMenuProps<Row, Sort extends string> {
  list: ListModel<Row, Sort>;
  columns: readonly Column<Row, Sort>[];
}

/** The order of a list where it has no headings to click: on a phone. */
export function SortMenu<Row, Sort extends string>({ list, columns }: SortMenuProps<Row, Sort>) {
  const { sort, setSort } = list.state;
  const sortable = columns.flatMap(({ key, title, sort: field }) => (field ? [{ key, title, field }] : []));
  if (!sortable.length) return null;
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Sort">
          <ActionIcon aria-label="Sort" hiddenFrom="sm">
            <IconArrowsSort size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={sort && `${sort.field} ${sort.direction}`}
          onChange={(value) => {
            const [field, direction] = value.split(' ') as [Sort, 'ASC' | 'DESC'];
            setSort(field, direction);
          }}
        >
          {sortable.flatMap(({ key, title, field }) =>
            (['ASC', 'DESC'] as const).map((direction) => (
              <Menu.RadioItem key={`${key} ${direction}`} value={`${field} ${direction}`}>
                {`${title}, ${direction === 'ASC' ? 'ascending' : 'descending'}`}
              </Menu.RadioItem>
            )),
          )}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
