import { graphql } from '../../data/graphql.ts';
import { useRead } from '../../data/use-read.ts';

const ResellerOptionsDocument = graphql(`
  query ResellerOptions {
    resellers(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
        isPlatform
      }
    }
  }
`);

/** The resellers a company can be onboarded under; the platform's own channel is what "direct" means. */
export function useResellerOptions(ask: boolean): { value: string; label: string }[] {
  const read = useRead(ResellerOptionsDocument, {}, { pause: !ask, type: 'Reseller' });
  if (read.state !== 'ready') return [];
  return read.data.resellers.nodes
    .filter(({ isPlatform }) => !isPlatform)
    .map(({ id, name }) => ({ value: id, label: name }));
}
