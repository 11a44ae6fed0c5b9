import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const ProposeDocument = graphql(`
  query ProposeCustomerCode($name: String!, $resellerId: ID) {
    proposeCustomerCode(name: $name, resellerId: $resellerId)
  }
`);

interface ProposedCodeOptions {
  name: string;
  resellerId: string | null;
  /** What stands in the field. */
  value: string;
  onPropose: (code: string) => void;
}

/** Keeps a customer code in step with the name while it is typed, until the reader writes one of their own [T2]. */
export function useProposedCode({ name, resellerId, value, onPropose }: ProposedCodeOptions): {
  own: boolean;
} {
  const [settled] = useDebouncedValue(name.trim(), 300);
  const read = useRead(ProposeDocument, { name: settled, resellerId }, { pause: settled.length < 2 });
  const proposal = read.state === 'ready' ? read.data.proposeCustomerCode : undefined;
  const last = useRef('');
  const own = value !== '' && value !== last.current;

  const propose = useRef(onPropose);
  propose.current = onPropose;
  useEffect(() => {
    if (proposal === undefined || own || proposal === last.current) return;
    last.current = proposal;
    propose.current(proposal);
  }, [proposal, own]);
  return { own };
}
