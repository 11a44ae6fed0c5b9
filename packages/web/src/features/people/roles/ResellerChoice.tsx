import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useRef, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const ResellerChoiceDocument = graphql(`
  query ResellerChoice($search: String) {
    resellers(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        isPlatform
      }
    }
  }
`);

interface ResellerChoiceProps extends Omit<MultiSelectProps, 'data' | 'searchable' | 'onSearchChange'> {
  /** Those chosen already: they stay to be seen, whatever is searched for. */
  known: readonly { id: string; name: string }[];
}

/** Several resellers, found by name. */
export function ResellerChoice({ known, ...field }: ResellerChoiceProps) {
  const [search, setSearch] = useState('');
  const read = useRead(ResellerChoiceDocument, { search: search.trim() || null }, { types: ['Reseller'] });
  const names = useRef(new Map(known.map(({ id, name }) => [id, name])));
  if (read.state === 'ready')
    for (const { id, name, isPlatform } of read.data.resellers.nodes)
      names.current.set(id, isPlatform ? `${name} (direct customers and staff)` : name);
  return (
    <MultiSelect
      searchable
      nothingFoundMessage="Nothing found"
      {...field}
      data={[...names.current].map(([value, label]) => ({ value, label }))}
      onSearchChange={setSearch}
    />
  );
}
