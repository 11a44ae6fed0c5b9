import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

const SetStatusDocument = graphql(`
  mutation SetEndUserStatus($input: UpdateEndUserInput!) {
    updateEndUser(input: $input) {
      id
      status
    }
  }
`);

interface SuspendEndUserProps {
  endUser: { id: string; displayName: string; status: 'ACTIVE' | 'SUSPENDED' };
}

/** Suspends someone, or takes them back; says first what that means [U1] [S47]. */
export function SuspendEndUser({ endUser: { id, displayName, status } }: SuspendEndUserProps) {
  const update = useSend(SetStatusDocument);
  if (status === 'SUSPENDED')
    return (
      <ConfirmButton
        title={`Reactivate ${displayName}?`}
        consequence="They can sign in again if they could before, and can be given new services. An invitation that was open has to be sent again."
        confirmLabel="Reactivate"
        onConfirm={async () => {
          await update({ input: { id, status: 'ACTIVE' } });
          notifications.show({ message: `${displayName} is active again.` });
        }}
      >
        Reactivate
      </ConfirmButton>
    );
  return (
    <ConfirmButton
      title={`Suspend ${displayName}?`}
      consequence="They are signed out at once and cannot sign in, an open invitation stops working, and no new services can be given. Services they have go on and are charged until they are cancelled. You can reactivate them at any time."
      confirmLabel="Suspend"
      destructive
      onConfirm={async () => {
        await update({ input: { id, status: 'SUSPENDED' } });
        notifications.show({ message: `${displayName} is suspended.` });
      }}
    >
      Suspend
    </ConfirmButton>
  );
}
