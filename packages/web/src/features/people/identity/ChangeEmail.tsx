import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { email } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { OwnPassword } from './OwnPassword.tsx';

const RequestDocument = graphql(`
  mutation RequestEmailChange($input: RequestEmailChangeInput!) {
    requestEmailChange(input: $input)
  }
`);

const RULES = z.object({ email: email(), password: z.string().min(1, 'Must be filled in.') });

/** Asks to sign in with another address, which counts once it is confirmed there [S48]. */
export function ChangeEmail({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { email: present } = useViewer();
  const request = useSend(RequestDocument);
  const form = useSubmitForm({
    initialValues: { email: '', password: '' },
    schema: RULES,
    send: async (input) => {
      await request({ input });
      return input.email;
    },
    onDone: (wanted) => {
      notifications.show({
        message: `If nobody else signs in with ${wanted}, a link is on its way there. Open it within an hour, where you are signed in.`,
        autoClose: 15_000,
      });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Change e-mail address"
      submitLabel="Send link"
      size="sm"
      form={form}
    >
      <TextInput
        label="New e-mail address"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        {...getInputProps('email')}
      />
      <OwnPassword {...getInputProps('password')} />
      <Text fz="sm" c="dimmed">
        You sign in with {present} until you have opened the link. That address is told.
      </Text>
    </FormModal>
  );
}
