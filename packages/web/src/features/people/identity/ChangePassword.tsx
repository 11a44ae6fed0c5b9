import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { newPassword } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { NewPassword } from './NewPassword.tsx';
import { OwnPassword } from './OwnPassword.tsx';

const ChangeDocument = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      id
    }
  }
`);

const RULES = z.object({
  currentPassword: z.string().min(1, 'Must be filled in.'),
  newPassword: newPassword(),
});

/** Changes one's own password; this session goes on, all others end [I1] [S48]. */
export function ChangePassword({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { email, displayName, reseller, company } = useViewer();
  const change = useSend(ChangeDocument);
  const form = useSubmitForm({
    initialValues: { currentPassword: '', newPassword: '' },
    schema: RULES,
    send: (input) => change({ input }),
    onDone: () => {
      notifications.show({ message: 'Your password is changed. All other sessions have ended.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Change password"
      submitLabel="Change password"
      size="sm"
      form={form}
    >
      <OwnPassword label="Current password" {...getInputProps('currentPassword')} />
      <NewPassword
        label="New password"
        personal={[displayName, email, reseller.name, company?.name ?? '']}
        {...getInputProps('newPassword')}
      />
      <Text fz="sm" c="dimmed">
        You stay signed in here. Everywhere else you will be signed out.
      </Text>
    </FormModal>
  );
}
