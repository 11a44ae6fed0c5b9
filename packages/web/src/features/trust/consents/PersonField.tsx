import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useOptions } from '../../../data/use-options.ts';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';

const EndUsersDocument = graphql(`
  query ConsentPeople($search: String) {
    endUsers(first: 50, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
      }
    }
  }
`);
const EndUserDocument = graphql(`
  query ConsentPerson($id: ID!) {
    endUser(id: $id) {
      id
      displayName
    }
  }
`);
const AdministratorsDocument = graphql(`
  query ConsentAdministrators($search: String) {
    ofCompanies: memberships(first: 50, filter: { search: $search, level: COMPANY }, orderBy: { field: NAME }) {
      nodes {
        id
        firstName
        lastName
        company {
          name
        }
      }
    }
    ofResellers: memberships(first: 50, filter: { search: $search, level: RESELLER }, orderBy: { field: NAME }) {
      nodes {
        id
        firstName
        lastName
        reseller {
          name
        }
      }
    }
  }
`);
const AdministratorDocument = graphql(`
  query ConsentAdministrator($id: ID!) {
    membership(id: $id) {
      id
      firstName
      lastName
    }
  }
`);

const named = ({ id, displayName }: { id: string; displayName: string }) => ({ id, name: displayName });
const END_USERS = {
  many: EndUsersDocument,
  found: ({ endUsers }: ResultOf<typeof EndUsersDocument>) => endUsers.nodes.map(named),
  one: EndUserDocument,
  chosen: ({ endUser }: ResultOf<typeof EndUserDocument>) => endUser && named(endUser),
  type: 'EndUser',
};
interface Administrator {
  id: string;
  firstName: string;
  lastName: string;
  company?: { name: string } | null;
  reseller?: { name: string } | null;
}
const calledOf = ({ id, firstName, lastName, company, reseller }: Administrator) => ({
  id,
  name: [`${firstName} ${lastName}`, (company ?? reseller)?.name].filter(Boolean).join(', '),
});
const ADMINISTRATORS = {
  many: AdministratorsDocument,
  found: ({ ofCompanies, ofResellers }: ResultOf<typeof AdministratorsDocument>) =>
    [...ofCompanies.nodes, ...ofResellers.nodes].map(calledOf),
  one: AdministratorDocument,
  chosen: ({ membership }: ResultOf<typeof AdministratorDocument>) => membership && calledOf(membership),
  type: 'Membership',
};

interface PersonFieldProps {
  /** Who signs in to administer, or who is in the directory. */
  administrators: boolean;
  value: string;
  error: unknown;
  onChange: (id: string) => void;
}

/** Whose consent it is, found by name: an end user or an administrator [D7]. */
export function PersonField({ administrators, value, error, onChange }: PersonFieldProps) {
  const endUsers = useOptions(END_USERS, !administrators, value || undefined);
  const those = useOptions(ADMINISTRATORS, administrators, value || undefined);
  return (
    <FoundSelect
      key={administrators ? 'administrators' : 'end users'}
      label={administrators ? 'Administrator' : 'Person'}
      placeholder="Type a name"
      required
      choices={administrators ? those : endUsers}
      nothingFoundMessage="Nobody of that name"
      error={error as string | undefined}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
