import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { SuspendTenant } from './SuspendTenant.tsx';

const SuspendDocument = graphql(`
  mutation SuspendReseller($input: UpdateResellerInput!) {
    updateReseller(input: $input) {
      id
      status
    }
  }
`);

interface SuspendResellerProps {
  reseller: { id: string; name: string; status: string; companyCount: number };
}

/** Shuts out a reseller's own people, or lets them in again; its companies stay in [S47]. */
export function SuspendReseller({ reseller: { id, name, status, companyCount } }: SuspendResellerProps) {
  const update = useSend(SuspendDocument);
  return (
    <SuspendTenant
      name={name}
      status={status}
      shutOut="Its administrators"
      besides={
        companyCount > 0
          ? `Its ${plural(companyCount, 'company', 'companies')} can go on reading, paying and ending services.`
          : undefined
      }
      setStatus={(to) => update({ input: { id, status: to } })}
    />
  );
}
