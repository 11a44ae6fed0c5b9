import { Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
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
  };
  mayWrite: boolean;
}

/** Whether the person can look after their own profile and services here, and the invitation to [U4]. */
export function SignIn({ endUser, mayWrite }: SignInProps) {
  return (
    <Section title="Sign-in" actions={<SignInBadge state={endUser.signIn} />}>
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

function explanation({ firstName, email, status, signIn }: SignInProps['endUser']): string {
  if (status === 'SUSPENDED')
    return signIn === 'NONE'
      ? `${firstName} is suspended and cannot be invited.`
      : `${firstName} is suspended and cannot sign in.`;
  if (signIn === 'ACTIVE') return `${firstName} sees their own profile, services and notices here.`;
  if (signIn === 'INVITED')
    return `${firstName} has an invitation, good for 24 hours, and has not taken it yet.`;
  if (!email) return 'Allocate an e-mail address first: the invitation goes there.';
  return `${firstName} needs no sign-in to use their services. With one they see profile, services and notices, and correct their own numbers.`;
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
