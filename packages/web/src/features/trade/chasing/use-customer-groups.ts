import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const GroupsDocument = graphql(`
  query GroupsToChoose {
    customerGroups(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

/** One's groups of customers, to choose from; none while nobody asks. */
export function useCustomerGroups(ask: boolean): readonly { id: string; name: string }[] {
  const read = useRead(GroupsDocument, {}, { types: ['CustomerGroup'], pause: !ask });
  return read.state === 'ready' ? read.data.customerGroups.nodes : [];
}
