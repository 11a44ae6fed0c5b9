import { type OptionsFilter, Select, type SelectProps } from '@mantine/core';

interface FoundSelectProps extends Omit<SelectProps, 'data' | 'filter' | 'onSearchChange' | 'searchable'> {
  /** The options at the moment, and who is told what is typed, to find others. */
  choices: { options: readonly { value: string; label: string }[]; onSearch: (text: string) => void };
}

/** One of more than can be shown: what is typed is looked for where the options come from. */
export function FoundSelect({ choices, ...select }: FoundSelectProps) {
  return (
    <Select
      searchable
      nothingFoundMessage="Nothing found"
      {...select}
      data={[...choices.options]}
      filter={asFound}
      onSearchChange={choices.onSearch}
    />
  );
}

/** All of them: one that was found by its code need not have in its name what was typed. */
export const asFound: OptionsFilter = ({ options }) => options;
