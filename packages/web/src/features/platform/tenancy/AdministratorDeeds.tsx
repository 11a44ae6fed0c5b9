import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';

const ResendDocument = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) {
      id
    }
  }
`);

const WithdrawDocument = graphql(`
  mutation WithdrawInvitation($input: WithdrawInvitationInput!) {
    withdrawInvitation(input: $input)
  }
`);

const SetStatusDocument = graphql(`
  mutation SetAdministratorStatus($input: UpdateAdministratorInput!) {
    updateAdministrator(input: $input) {
      id
      status
    }
  }
`);

interface Administrator {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  level: string;
  status: string;
}

interface AdministratorDeedsProps {
  administrator: Administrator;
  onEdit: () => void;
  /** What features do with people here. */
  deeds: Parameters<typeof RowMenu>[0]['items'];
}

/** What can be done with someone who may sign in, or has been invited to; end users are looked after in the directory. */
export function AdministratorDeeds({ administrator, onEdit, deeds }: AdministratorDeedsProps) {
  const { membershipId } = useViewer();
  const { id, firstName, lastName, level, status } = administrator;
  if (level === 'END_USER') return <RowMenu of={`${firstName} ${lastName}`} items={deeds} />;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {status === 'INVITED' ? (
        <>
          <Resend administrator={administrator} />
          <Withdraw administrator={administrator} />
          <RowMenu of={`${firstName} ${lastName}`} items={deeds} />
        </>
      ) : (
        <>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Edit: ${firstName} ${lastName}`}
            onClick={onEdit}
          >
            Edit
          </Button>
          {id !== membershipId && <Suspend administrator={administrator} />}
          {id !== membershipId && status === 'ACTIVE' && (
            <RowMenu of={`${firstName} ${lastName}`} items={deeds} />
          )}
        </>
      )}
    </Group>
  );
}

/** Sends an administrator who has not accepted yet a new link; the earlier one stops working. */
function Resend({ administrator: { id, email } }: { administrator: Administrator }) {
  const resend = useSend(ResendDocument);
  return (
    <ConfirmButton
      size="compact-sm"
      title="Send the invitation again?"
      consequence={`${email} gets a new link, good for 24 hours. The earlier link stops working.`}
      confirmLabel="Send invitation"
      onConfirm={async () => {
        await resend({ input: { membershipId: id } });
        notifications.show({ message: `A new invitation is on its way to ${email}.` });
      }}
    >
      Send again
    </ConfirmButton>
  );
}

/** Takes back an invitation that nobody has accepted. */
function Withdraw({ administrator: { id, email } }: { administrator: Administrator }) {
  const withdraw = useSend(WithdrawDocument, 'Membership');
  return (
    <ConfirmButton
      size="compact-sm"
      title="Withdraw the invitation?"
      consequence={`The link that ${email} was sent stops working, and they leave this list. They can be invited again.`}
      confirmLabel="Withdraw invitation"
      destructive
      onConfirm={async () => {
        await withdraw({ input: { membershipId: id } });
        notifications.show({ message: `The invitation to ${email} is withdrawn.` });
      }}
    >
      Withdraw
    </ConfirmButton>
  );
}

/** Suspends an administrator, or takes them back; says first what that means [S47]. */
function Suspend({ administrator: { id, firstName, lastName, status } }: { administrator: Administrator }) {
  const update = useSend(SetStatusDocument);
  const name = `${firstName} ${lastName}`;
  const suspended = status === 'SUSPENDED';
  return (
    <ConfirmButton
      size="compact-sm"
      title={suspended ? `Reactivate ${name}?` : `Suspend ${name}?`}
      consequence={
        suspended
          ? 'They can sign in here again at once.'
          : 'They are signed out at once and cannot sign in here. You can reactivate them at any time.'
      }
      confirmLabel={suspended ? 'Reactivate' : 'Suspend'}
      destructive={!suspended}
      onConfirm={async () => {
        await update({ input: { membershipId: id, status: suspended ? 'ACTIVE' : 'SUSPENDED' } });
        notifications.show({ message: suspended ? `${name} is active again.` : `${name} is suspended.` });
      }}
    >
      {suspended ? 'Reactivate' : 'Suspend'}
    </ConfirmButton>
  );
}
