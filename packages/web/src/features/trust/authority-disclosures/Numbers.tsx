import { SimpleGrid } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Figure } from '../../../ui/Figure.tsx';

const NumbersDocument = graphql(`
  query AuthorityNumbers {
    undecided: authorityDisclosures(first: 1, filter: { state: RECEIVED, mine: true }) {
      totalCount
    }
    open: authorityDisclosures(first: 1, filter: { open: true, mine: true }) {
      totalCount
    }
    toTell: authorityDisclosures(first: 1, filter: { toTell: true, mine: true }) {
      totalCount
    }
    answered: authorityDisclosures(first: 1, filter: { state: ANSWERED }) {
      totalCount
    }
    refused: authorityDisclosures(first: 1, filter: { state: REFUSED }) {
      totalCount
    }
  }
`);

/** What is to be done, and what was: each number leads to its rows [D7]. */
export function Numbers() {
  const read = useRead(NumbersDocument, {}, { types: ['AuthorityDisclosure'] });
  if (read.state !== 'ready') return null;
  const { undecided, open, toTell, answered, refused } = read.data;
  const due = open.totalCount - undecided.totalCount;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" mb="md">
      <Figure
        label="To be answered"
        value={String(open.totalCount)}
        detail={
          open.totalCount ? `${undecided.totalCount} to be decided, ${due} to be sent` : 'Nothing is open'
        }
        href="/authorities?open=true&mine=true"
        order={1}
      />
      <Figure
        label="People to be told"
        value={String(toTell.totalCount)}
        detail="They may be told by now"
        urgent={toTell.totalCount > 0}
        href="/authorities?toTell=true&mine=true"
        order={2}
      />
      <Figure
        label="Answered"
        value={String(answered.totalCount)}
        detail="Something was given"
        href="/authorities?state=ANSWERED"
        order={3}
      />
      <Figure
        label="Refused"
        value={String(refused.totalCount)}
        detail="Nothing was given"
        href="/authorities?state=REFUSED"
        order={4}
      />
    </SimpleGrid>
  );
}
