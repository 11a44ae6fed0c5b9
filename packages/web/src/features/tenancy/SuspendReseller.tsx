import { notifications } from '@mantine/notifications';
import { graphql } from '../../data/graphql.ts';
import { useSend } from '../../data/use-send.ts';
import { plural } from '../../lib/format.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';

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

/** Shuts out a reseller's people and those of its companies, or lets them in again [S47]. */
export function SuspendReseller({ reseller: { id, name, status, companyCount } }: SuspendResellerProps) {
  const update = useSend(SuspendDocument);
  const suspended = status === 'SUSPENDED';
  return (
    <ConfirmButton
      title={suspended ? `Take ${name} back?` : `Suspend ${name}?`}
      consequence={
        suspended
          ? 'Its people and those of its companies can sign in again at once.'
          : `Its administrators and everyone in its ${plural(companyCount, 'company', 'companies')} are signed out at once and cannot sign in. Services go on, and you can take it back at any time.`
      }
      confirmLabel={suspended ? 'Take back' : 'Suspend'}
      destructive={!suspended}
      onConfirm={async () => {
        await update({ input: { id, status: suspended ? 'ACTIVE' : 'SUSPENDED' } });
        notifications.show({ message: suspended ? `${name} is active again.` : `${name} is suspended.` });
      }}
    >
      {suspended ? 'Take back' : 'Suspend'}
    </ConfirmButton>
  );
}
