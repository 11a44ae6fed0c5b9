import { Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { instant } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Section } from '../../../ui/Section.tsx';
import { SignInBadge } from '../../../ui/SignInBadge.tsx';

const InviteDocument = graphql(`
  mutation InviteEndUser($input: InviteEndUserInput!) {
    inviteEndUser(input: $input) {
      id
      signIn
    }
  }
`);

interface SignInProps {
  endUser: {
    id: string;
    firstName: string;
    email: string | null;
    status: 'ACTIVE' | 'SUSPENDED';
    signIn: 'NONE' | 'INVITED' | 'ACTIVE';
    invitedAt: string | null;
    invitationExpiresAt: string | null;
  };
  mayWrite: boolean;
}

/** Whether the person can look after their own profile and services here, and the invitation to [U4]. */
export function SignIn({ endUser, mayWrite }: SignInProps) {
  return (
    <Section
      title="Sign-in"
      actions={<SignInBadge state={endUser.signIn} expiresAt={endUser.invitationExpiresAt} />}
    >
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed" fz="sm">
          {explanation(endUser)}
        </Text>
        {mayWrite && endUser.signIn !== 'ACTIVE' && endUser.status === 'ACTIVE' && endUser.email && (
          <Invite id={endUser.id} email={endUser.email} again={endUser.signIn === 'INVITED'} />
        )}
      </Stack>
    </Section>
  );
}

function explanation(endUser: SignInProps['endUser']): string {
  const { firstName, email, status, signIn } = endUser;
  if (status === 'SUSPENDED')
    return signIn === 'NONE'
      ? `${firstName} is suspended and cannot be invited.`
      : `${firstName} is suspended and cannot sign in.`;
  if (signIn === 'ACTIVE') return `${firstName} sees their own profile, services and notices here.`;
  if (signIn === 'INVITED') return invited(endUser);
  if (!email) return 'Allocate an e-mail address first: the invitation goes there.';
  return `${firstName} needs no sign-in to use their services. With one they see profile, services and notices, and correct their own numbers.`;
}

function invited({ firstName, invitedAt, invitationExpiresAt }: SignInProps['endUser']): string {
  if (!invitedAt || !invitationExpiresAt)
    return `The invitation of ${firstName} has been withdrawn: invite them again.`;
  const until = instant(invitationExpiresAt);
  return new Date(invitationExpiresAt) <= new Date()
    ? `The invitation of ${instant(invitedAt)} was good until ${until}, and ${firstName} has not taken it: invite them again.`
    : `${firstName} was invited on ${instant(invitedAt)}. The link is good until ${until} and has not been taken yet.`;
}

function Invite({ id, email, again }: { id: string; email: string; again: boolean }) {
  const invite = useSend(InviteDocument);
  return (
    <Group>
      <ConfirmButton
        size="xs"
        title={again ? 'Send the invitation again?' : 'Invite to sign in?'}
        consequence={
          again
            ? `${email} gets a new link, good for 24 hours. The earlier link stops working.`
            : `${email} gets a link, good for 24 hours, to choose a password and sign in.`
        }
        confirmLabel="Send invitation"
        onConfirm={async () => {
          await invite({ input: { endUserId: id } });
          notifications.show({ message: `An invitation is on its way to ${email}.` });
        }}
      >
        {again ? 'Invite again' : 'Invite'}
      </ConfirmButton>
    </Group>
  );
}
