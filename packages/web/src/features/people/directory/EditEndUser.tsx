import { SimpleGrid } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PersonFields } from './PersonFields.tsx';
import { personRules } from './person-rules.ts';

const UpdateDocument = graphql(`
  mutation UpdateEndUser($input: UpdateEndUserInput!) {
    updateEndUser(input: $input) {
      id
      displayName
    }
  }
`);

interface EditEndUserProps {
  endUser: {
    id: string;
    firstName: string;
    lastName: string;
    jobTitle: string | null;
    department: string | null;
    mobile: string | null;
    phone: string | null;
  };
  opened: boolean;
  onClose: () => void;
}

/** Corrects what the directory says of a person; addresses are allocated and released on their own [U1]. */
export function EditEndUser({ endUser, opened, onClose }: EditEndUserProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      firstName: endUser.firstName,
      lastName: endUser.lastName,
      jobTitle: endUser.jobTitle ?? '',
      department: endUser.department ?? '',
      mobile: formatPhone(endUser.mobile ?? ''),
      phone: formatPhone(endUser.phone ?? ''),
    },
    schema: z.object(personRules()),
    send: (_values, changed) => update({ input: { id: endUser.id, ...changed((values) => values) } }),
    onDone: ({ updateEndUser }) => {
      notifications.show({ message: `${updateEndUser.displayName} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Edit end user"
      submitLabel="Save"
      size="lg"
      form={form}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <PersonFields form={form.form} />
      </SimpleGrid>
    </FormModal>
  );
}
