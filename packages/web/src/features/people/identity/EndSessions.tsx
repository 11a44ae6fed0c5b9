import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { deviceName } from './device-name.ts';
import { OwnPassword } from './OwnPassword.tsx';

const RevokeDocument = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      id
    }
  }
`);

const EndOthersDocument = graphql(`
  mutation EndOtherSessions($input: EndOtherSessionsInput!) {
    endOtherSessions(input: $input)
  }
`);

const RULES = z.object({ password: z.string().min(1, 'Must be filled in.') });

interface EndSessionsProps {
  /** The one to end; without it all but the present one. */
  session?: { id: string; userAgent: string | null };
  onClose: () => void;
}

/** Ends other sessions of one's own: the password says that it is oneself who asks [S49]. */
export function EndSessions({ session, onClose }: EndSessionsProps) {
  const revoke = useSend(RevokeDocument);
  const endOthers = useSend(EndOthersDocument, 'Session');
  const form = useSubmitForm({
    initialValues: { password: '' },
    schema: RULES,
    send: async ({ password }) => {
      if (!session) return (await endOthers({ input: { password } })).endOtherSessions;
      await revoke({ input: { id: session.id, password } });
      return 1;
    },
    onDone: (ended) => {
      notifications.show({ message: `${plural(ended, 'session')} ended.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={session ? 'End this session?' : 'Sign out everywhere else?'}
      submitLabel={session ? 'End session' : 'Sign out'}
      dismissLabel="Not now"
      destructive
      size="sm"
      form={form}
    >
      <Text>
        {session
          ? `${deviceName(session.userAgent)} is signed out at once. Whoever uses it must sign in again.`
          : 'You stay signed in here. Whoever uses another device of yours must sign in again.'}
      </Text>
      <OwnPassword {...form.form.getInputProps('password')} />
    </FormModal>
  );
}
