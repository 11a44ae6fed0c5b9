import { ActionIcon, Button, CloseButton, Group, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconColumns3, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { asFound } from '../form/FoundSelect.tsx';
import classes from './list.module.css';
import type { Column, FilterField, ListModel } from './list-model.ts';
import { SortMenu } from './SortMenu.tsx';
import type { useColumns } from './use-columns.ts';
import type { FilterValue } from './use-list-state.ts';

interface ListToolbarProps<Row, Sort extends string> {
  list: ListModel<Row, Sort>;
  /** What the search box finds: "Name or customer code". Without it there is no search box. */
  searchHint?: string;
  filters: readonly FilterField[];
  columns: readonly Column<Row, Sort>[];
  choice: ReturnType<typeof useColumns<Row, Sort>>;
  /** On a phone, where filters stand behind one button. */
  phone: boolean;
  /** Export and the like. */
  children: ReactNode;
}

/** Search, filters and column choice above a list. */
export function ListToolbar<Row, Sort extends string>({
  list,
  searchHint,
  filters,
  columns,
  choice,
  phone,
  children,
}: ListToolbarProps<Row, Sort>) {
  const { state } = list;
  const [unfolded, { toggle }] = useDisclosure();
  const set = filters.filter(({ key }) => state.filters[key] !== undefined).length;
  const shown = filters.map((filter) => (
    <Filter
      key={filter.key}
      filter={filter}
      value={state.filters[filter.key]}
      onChange={(value) => state.setFilter(filter.key, value)}
    />
  ));
  return (
    <Group className={classes.toolbar} gap="xs">
      {searchHint && <SearchBox hint={searchHint} value={state.search} onChange={state.setSearch} />}
      {!phone
        ? shown
        : filters.length > 0 && (
            <Button size="xs" variant="default" onClick={toggle} aria-expanded={unfolded} flex="none">
              {set > 0 ? `Filters (${set})` : 'Filters'}
            </Button>
          )}
      {state.narrowed && (
        <Button size="xs" variant="subtle" color="gray" onClick={state.reset} flex="none">
          Clear filters
        </Button>
      )}
      <Group gap={4} ml="auto">
        <SortMenu list={list} columns={columns} />
        {children}
        <Menu closeOnItemClick={false}>
          <Menu.Target>
            <Tooltip label="Columns">
              <ActionIcon aria-label="Choose columns" visibleFrom="sm">
                <IconColumns3 size={18} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Columns</Menu.Label>
            {columns.slice(1).map((column) => (
              <Menu.CheckboxItem
                key={column.key}
                checked={choice.isShown(column)}
                onChange={() => choice.toggle(column)}
              >
                {column.title}
              </Menu.CheckboxItem>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={choice.reset}>Reset</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {phone && unfolded && shown}
    </Group>
  );
}

interface FilterProps {
  filter: FilterField;
  value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
}

function Filter({ filter, value, onChange }: FilterProps) {
  const { label } = filter;
  const text = value === undefined ? undefined : String(value);
  if ('field' in filter)
    return <div className={classes.filter}>{filter.field({ label, value: text, onChange })}</div>;
  const { options, onSearch } = filter;
  return (
    <Select
      size="xs"
      className={classes.filter}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      aria-label={label}
      placeholder={label}
      clearable
      searchable={onSearch !== undefined || options.length > LONG_CHOICE}
      onSearchChange={onSearch}
      {...(onSearch && { filter: asFound })}
      nothingFoundMessage="Nothing found"
      data={[...options]}
      value={text ?? null}
      onChange={(chosen) => onChange(fromOption(chosen))}
    />
  );
}

/** A drop-down with more options than this can be typed into. */
const LONG_CHOICE = 10;

const DEBOUNCE_MS = 250;

function SearchBox({
  hint,
  value,
  onChange,
}: {
  hint: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const box = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => box.current?.focus()]]);
  // The address bar changed under us (Back, "Clear filters"): follow it.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const text = typed.trim();
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      ref={box}
      size="xs"
      type="search"
      w={{ base: '100%', xs: 260 }}
      aria-label={`Search: ${hint}`}
      placeholder={hint}
      leftSection={<IconSearch size={14} />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear search" onClick={() => setTyped('')} />}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}

/** Options carry text; the API's yes/no filters want a boolean. */
function fromOption(value: string | null): FilterValue | undefined {
  if (value === null) return undefined;
  return value === 'true' ? true : value === 'false' ? false : value;
}
