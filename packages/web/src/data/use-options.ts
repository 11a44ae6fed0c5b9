import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { TadaDocumentNode } from './graphql.ts';
import { useRead } from './use-read.ts';

interface Named {
  id: string;
  name: string;
}

export interface Options {
  options: { value: string; label: string }[];
  /** Hand it what is typed into the drop-down: there may be more than one answer holds. */
  onSearch: (text: string) => void;
}

/** How things of one kind are found by name, and one of them by id. */
export interface OptionsSource<Many, One> {
  many: TadaDocumentNode<Many, { search?: string | null }>;
  found: (data: Many) => readonly Named[];
  one: TadaDocumentNode<One, { id: string }>;
  chosen: (data: One) => Named | null | undefined;
  /** The GraphQL type, so that the options follow live changes. */
  type: string;
}

/**
 * Things to choose from, by name, for a filter or a field.
 *
 * @param ask whether there is anything to choose for the reader at all
 * @param chosen id of the one that is chosen now; it is among the options whatever is typed
 */
export function useOptions<Many, One>(
  source: OptionsSource<Many, One>,
  ask: boolean,
  chosen?: string,
): Options {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const one = useRead(source.one, { id: chosen ?? '' }, { pause: !ask || !chosen });
  const current = chosen && one.state === 'ready' ? source.chosen(one.data) : undefined;
  // Once one is chosen its name stands in the field: that is not a search.
  const search = settled && settled !== current?.name ? settled : null;
  const many = useRead(source.many, { search }, { pause: !ask, types: [source.type] });
  const found = many.state === 'ready' ? source.found(many.data) : [];
  const all = current && !found.some(({ id }) => id === current.id) ? [current, ...found] : found;
  return { options: all.map(({ id, name }) => ({ value: id, label: name })), onSearch: setTyped };
}
