import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { SuspendTenant } from './SuspendTenant.tsx';

const SuspendDocument = graphql(`
  mutation SuspendCompany($input: UpdateCompanyInput!) {
    updateCompany(input: $input) {
      id
      status
    }
  }
`);

/** Shuts out a company's people, or lets them in again: for its reseller and staff [S47]. */
export function SuspendCompany({ company }: { company: { id: string; name: string; status: string } }) {
  const { id, name, status } = company;
  const update = useSend(SuspendDocument);
  return (
    <SuspendTenant
      name={name}
      status={status}
      shutOut="Its administrators and all of its end users"
      setStatus={(to) => update({ input: { id, status: to } })}
    />
  );
}
