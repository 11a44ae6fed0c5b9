import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const SetDocument = graphql(`
  mutation SetCustomerGroup($input: SetCustomerGroupInput!) {
    setCustomerGroup(input: $input) {
      id
      name
    }
  }
`);

interface NameGroupProps {
  /** None: another one. */
  group: { id: string; name: string } | null;
  onClose: () => void;
}

/** Begins a group of customers, or calls one otherwise [B7]. */
export function NameGroup({ group, onClose }: NameGroupProps) {
  const set = useSend(SetDocument, 'CustomerGroup');
  const form = useSubmitForm({
    initialValues: { name: group?.name ?? '' },
    schema: z.object({ name: line(80) }),
    send: ({ name }) => set({ input: { id: group?.id ?? null, name } }),
    onDone: ({ setCustomerGroup: { name } }) => {
      notifications.show({ message: `${name} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={group ? `Rename ${group.name}` : 'A group of customers'}
      submitLabel="Save"
      form={form}
    >
      <TextInput
        label="Name"
        description="Such as Public sector. Customers do not see it."
        required
        maxLength={80}
        autoComplete="off"
        data-autofocus
        {...form.form.getInputProps('name')}
      />
    </FormModal>
  );
}
