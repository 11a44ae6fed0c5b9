import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { subProcessorFields } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const UpdateDocument = graphql(`
  mutation UpdateSubProcessor($input: UpdateSubProcessorInput!) {
    updateSubProcessor(input: $input) {
      id
      securityContact
    }
  }
`);

interface ChangeContactProps {
  subProcessor: { id: string; name: string; securityContact: string };
  onClose: () => void;
}

/** Where the security people of a sub-processor are reached now; nobody is told of that [D1]. */
export function ChangeContact({ subProcessor: { id, name, securityContact }, onClose }: ChangeContactProps) {
  const update = useSend(UpdateDocument, 'SubProcessor');
  const form = useSubmitForm({
    initialValues: { securityContact },
    schema: z.object({ securityContact: subProcessorFields().securityContact }),
    send: (_values, changed) => update({ input: { id, ...changed((values) => values) } }),
    onDone: () => {
      notifications.show({ message: 'Saved.' });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Contact of ${name}`} submitLabel="Save" form={form}>
      <TextInput
        label="Security contact"
        description="An address or number of its security people."
        required
        maxLength={200}
        autoComplete="off"
        {...form.form.getInputProps('securityContact')}
      />
    </FormModal>
  );
}
