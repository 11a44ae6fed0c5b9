import { notifications } from '@mantine/notifications';
import { IconLock, IconLockOpen, IconMailForward, IconMailOff, IconPencil } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';

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
  deeds: readonly RowDeed[];
}

/** What can be done with someone who may sign in, or has been invited to; end users are looked after in the directory. */
export function AdministratorDeeds({ administrator, onEdit, deeds }: AdministratorDeedsProps) {
  const { membershipId } = useViewer();
  const resend = useResend(administrator);
  const withdraw = useWithdraw(administrator);
  const suspend = useSuspend(administrator);
  const { id, firstName, lastName, level, status } = administrator;
  const own = id === membershipId;
  const edit: RowDeed = { label: 'Edit', icon: <IconPencil size={14} />, run: onEdit };
  const items: readonly RowDeed[] =
    level === 'END_USER'
      ? deeds
      : status === 'INVITED'
        ? [resend, ...deeds, withdraw]
        : [edit, ...(!own && status === 'ACTIVE' ? deeds : []), ...(own ? [] : [suspend])];
  return <RowMenu of={`${firstName} ${lastName}`} items={items} />;
}

/** Sends an administrator who has not accepted yet a new link; the earlier one stops working. */
function useResend({ id, email }: Administrator): RowDeed {
  const resend = useSend(ResendDocument);
  return {
    label: 'Send again',
    icon: <IconMailForward size={14} />,
    ask: {
      title: 'Send the invitation again?',
      consequence: `${email} gets a new link, good for 24 hours. The earlier link stops working.`,
      confirmLabel: 'Send invitation',
      onConfirm: async () => {
        await resend({ input: { membershipId: id } });
        notifications.show({ message: `A new invitation is on its way to ${email}.` });
      },
    },
  };
}

/** Takes back an invitation that nobody has accepted. */
function useWithdraw({ id, email }: Administrator): RowDeed {
  const withdraw = useSend(WithdrawDocument, 'Membership');
  return {
    label: 'Withdraw',
    icon: <IconMailOff size={14} />,
    ask: {
      title: 'Withdraw the invitation?',
      consequence: `The link that ${email} was sent stops working, and they leave this list. They can be invited again.`,
      confirmLabel: 'Withdraw invitation',
      destructive: true,
      onConfirm: async () => {
        await withdraw({ input: { membershipId: id } });
        notifications.show({ message: `The invitation to ${email} is withdrawn.` });
      },
    },
  };
}

/** Suspends an administrator, or takes them back; says first what that means [S47]. */
function useSuspend({ id, firstName, lastName, status }: Administrator): RowDeed {
  const update = useSend(SetStatusDocument);
  const name = `${firstName} ${lastName}`;
  const suspended = status === 'SUSPENDED';
  return {
    label: suspended ? 'Reactivate' : 'Suspend',
    icon: suspended ? <IconLockOpen size={14} /> : <IconLock size={14} />,
    ask: {
      title: suspended ? `Reactivate ${name}?` : `Suspend ${name}?`,
      consequence: suspended
        ? 'They can sign in here again at once.'
        : 'They are signed out at once and cannot sign in here. You can reactivate them at any time.',
      confirmLabel: suspended ? 'Reactivate' : 'Suspend',
      destructive: !suspended,
      onConfirm: async () => {
        await update({ input: { membershipId: id, status: suspended ? 'ACTIVE' : 'SUSPENDED' } });
        notifications.show({ message: suspended ? `${name} is active again.` : `${name} is suspended.` });
      },
    },
  };
}
