import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const CompanyDomainNamesDocument = graphql(`
  query CompanyDomainNames($companyId: ID!) {
    domains(first: 100, filter: { companyId: $companyId, state: PROVED }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        addressCount
      }
    }
  }
`);

/** The names of the mail domains that a company has proved, the most used first; undefined until they are known, and while no company is chosen. */
export function useDomainsOf(companyId: string | undefined): readonly string[] | undefined {
  const read = useRead(
    CompanyDomainNamesDocument,
    { companyId: companyId ?? '' },
    { pause: !companyId, types: ['Domain'] },
  );
  return companyId && read.state === 'ready'
    ? [...read.data.domains.nodes].sort((a, b) => b.addressCount - a.addressCount).map(({ name }) => name)
    : undefined;
}
