import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { DraftOf } from './DraftDeeds.tsx';

const HoldDocument = graphql(`
  mutation HoldDraft($input: HoldDraftInput!) {
    holdDraft(input: $input) {
      id
    }
  }
`);

/** Has billing pass over a customer until somebody releases it [B4]. */
export function HoldDraft({ draft: { customer }, onClose }: { draft: DraftOf; onClose: () => void }) {
  const hold = useSend(HoldDocument, 'InvoiceDraft');
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: line(200) }),
    send: ({ reason }) => hold({ input: { ...customer, reason } }),
    onDone: () => {
      notifications.show({ message: 'It is held: billing passes over this customer.' });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Hold invoices"
      submitLabel="Hold"
      form={form}
      summary={
        <FormSummary
          effects={[
            'No invoice is made out to this customer until it is released.',
            'What is due meanwhile is on the invoice that is made then.',
            'The customer sees that it is held, not why.',
          ]}
        />
      }
    >
      <TextInput
        label="Why"
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
