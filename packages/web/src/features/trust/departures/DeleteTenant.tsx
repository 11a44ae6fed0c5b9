import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Departure } from './departure.ts';

const DeleteDocument = graphql(`
  mutation DeleteTenant($input: DeleteTenantInput!) {
    deleteTenant(input: $input) {
      id
    }
  }
`);

/** Deletes who has left, once its code has been typed: it cannot be undone [S20]. */
export function DeleteTenant({ departure, onClose }: { departure: Departure; onClose: () => void }) {
  const send = useSend(DeleteDocument, 'Departure');
  const { id, companyId, tenantName } = departure;
  const form = useSubmitForm({
    initialValues: { code: '' },
    schema: z.object({ code: z.string().trim().min(1, 'Type its code.') }),
    send: ({ code }) => send({ input: { id, code } }),
    onDone: () => {
      notifications.show({ message: `${tenantName} is being deleted` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Delete ${tenantName}`}
      submitLabel="Delete"
      destructive
      form={form}
      summary={
        <FormSummary
          effects={[
            'Everything goes at once that no law asks to be kept. It cannot be undone.',
            'What is kept goes when its time is over; the report says what, and until when.',
            'Once nothing must be kept that opens with it, its key is destroyed: copies in backups can then not be read either.',
          ]}
        />
      }
    >
      <TextInput
        label={companyId ? 'Its customer code' : 'Its invoice prefix'}
        description="Typed, so that it is the right one."
        required
        autoComplete="off"
        {...form.form.getInputProps('code')}
      />
    </FormModal>
  );
}
