import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const DisputeDocument = graphql(`
  mutation DisputeInvoice($input: DisputeInvoiceInput!) {
    disputeInvoice(input: $input) {
      id
    }
  }
`);

interface DisputeInvoiceProps {
  invoice: { id: string; number: string | null; issuerName: string };
  onClose: () => void;
}

/** Says what of an invoice one does not agree with [B7]. */
export function DisputeInvoice({ invoice: { id, number, issuerName }, onClose }: DisputeInvoiceProps) {
  const dispute = useSend(DisputeDocument, 'InvoicePause');
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(1_000) }),
    send: ({ reason }) => dispute({ input: { invoiceId: id, reason } }),
    onDone: () => {
      notifications.show({ message: `${issuerName} knows that you dispute ${number}.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Dispute invoice ${number}`}
      submitLabel="Dispute"
      form={form}
      summary={
        <FormSummary
          effects={[
            `${issuerName} is told, and settles it.`,
            'Until then you are not reminded of this invoice.',
            'What you agree with can be paid meanwhile.',
          ]}
        />
      }
    >
      <Textarea
        label="What is wrong with it"
        required
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        data-autofocus
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
