import { notifications } from '@mantine/notifications';
import { graphql } from '../../data/graphql.ts';
import { useSend } from '../../data/use-send.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';

const ResendDocument = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) {
      id
    }
  }
`);

/** Sends an administrator who has not accepted yet a new link; the earlier one stops working. */
export function ResendInvitation({
  membership: { id, email },
}: {
  membership: { id: string; email: string };
}) {
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
