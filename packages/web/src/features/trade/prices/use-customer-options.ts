import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';

const ResellersDocument = graphql(`
  query PriceListResellers {
    resellers(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
        isPlatform
      }
    }
  }
`);

const GroupsDocument = graphql(`
  query PriceListGroups {
    tenantGroups(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

interface CustomerField {
  field: 'resellerIds' | 'tenantGroupIds' | 'companyIds';
  label: string;
  data: { value: string; label: string }[];
  onSearchChange?: (text: string) => void;
}

/**
 * The fields in which it is said whom a list is for.
 *
 * @param known those chosen already: they can be chosen whatever is searched for
 */
export function useCustomerOptions(
  retail: boolean,
  known: readonly { id: string; name: string }[] = [],
): CustomerField[] {
  const can = useCan();
  const companies = useCompanyOptions(retail);
  const resellers = useRead(ResellersDocument, {}, { types: ['Reseller'], pause: retail });
  const groups = useRead(GroupsDocument, {}, { types: ['TenantGroup'], pause: retail || !can('REACH_READ') });
  const named = (nodes: readonly { id: string; name: string }[]) =>
    nodes.map(({ id, name }) => ({ value: id, label: name }));
  if (retail) {
    const others = named(known).filter(({ value }) => !companies.options.some((one) => one.value === value));
    return [
      {
        field: 'companyIds',
        label: 'Companies',
        data: [...others, ...companies.options],
        onSearchChange: companies.onSearch,
      },
    ];
  }
  return [
    {
      field: 'resellerIds',
      label: 'Resellers',
      data:
        resellers.state === 'ready'
          ? named(resellers.data.resellers.nodes.filter(({ isPlatform }) => !isPlatform))
          : [],
    },
    ...(can('REACH_READ')
      ? [
          {
            field: 'tenantGroupIds' as const,
            label: 'Groups of resellers',
            data: groups.state === 'ready' ? named(groups.data.tenantGroups.nodes) : [],
          },
        ]
      : []),
  ];
}
