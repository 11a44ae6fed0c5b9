import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const ComponentsDocument = graphql(`
  query OwnComponents {
    components(first: 100, filter: { mine: true }) {
      nodes {
        id
        parentId
        name
        description
        position
        public
        productIds
        products
        state
      }
    }
  }
`);
export type OwnComponent = ResultOf<typeof ComponentsDocument>['components']['nodes'][number];

/** The components that the reader keeps, with what to call them in a choice: those below another by both names. */
export function useComponents() {
  const read = useRead(ComponentsDocument, {}, { types: ['Component'] });
  const all = read.state === 'ready' ? read.data.components.nodes : [];
  const nameOf = (id: string): string => {
    const found = all.find((each) => each.id === id);
    const above = found?.parentId && all.find((each) => each.id === found.parentId)?.name;
    return found ? (above ? `${above}: ${found.name}` : found.name) : '';
  };
  return { read, all, nameOf, options: all.map(({ id }) => ({ value: id, label: nameOf(id) })) };
}
