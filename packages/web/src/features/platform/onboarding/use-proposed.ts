import { useDebouncedValue } from '@mantine/hooks';
import { type RefObject, useEffect, useRef } from 'react';
import type { AnyVariables } from 'urql';
import type { TadaDocumentNode } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

interface ProposedOptions<Variables> {
  /** Answers with what is proposed. */
  query: TadaDocumentNode<{ proposal: string }, Variables>;
  variables: (name: string) => Variables;
  name: string;
  /** What stands in the field. */
  value: string;
  /** Is given what is to stand in the field instead of what stands in it at that moment. */
  onPropose: (proposed: (now: string) => string) => void;
  /** Holds what was proposed last. */
  last: RefObject<string>;
}

/**
 * Keeps a code in step with the name while it is typed, until the reader writes one of their own [T2]. What is not the reader's
 * own is left to the API on sending: somebody else may have been given it meanwhile.
 */
export function useProposed<Variables extends AnyVariables>({
  query,
  variables,
  name,
  value,
  onPropose,
  last,
}: ProposedOptions<Variables>): { own: boolean } {
  const [settled] = useDebouncedValue(name.trim(), 300);
  const read = useRead(query, variables(settled), { pause: settled.length < 2 });
  const proposal = read.state === 'ready' ? read.data.proposal : undefined;
  const own = value !== '' && value !== last.current;

  const propose = useRef(onPropose);
  propose.current = onPropose;
  useEffect(() => {
    if (proposal === undefined || own || proposal === last.current) return;
    // What was typed since this was drawn is the reader's own, too.
    propose.current((now) => {
      if (now !== '' && now !== last.current) return now;
      last.current = proposal;
      return proposal;
    });
  }, [proposal, own, last]);
  return { own };
}
