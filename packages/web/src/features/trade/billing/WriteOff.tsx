import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const WriteOffDocument = graphql(`
  mutation WriteOffInvoice($input: WriteOffInvoiceInput!) {
    writeOffInvoice(input: $input) {
      id
      state
    }
  }
`);

interface WriteOffProps {
  invoice: { id: string; number: string | null; customerName: string; dueMinor: number; currency: string };
  onClose: () => void;
}

/** Gives up what is still to be paid of an invoice [B7]. */
export function WriteOff({ invoice, onClose }: WriteOffProps) {
  const { id, number, customerName, dueMinor, currency } = invoice;
  const writeOff = useSend(WriteOffDocument);
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(500) }),
    send: ({ reason }) => writeOff({ input: { invoiceId: id, reason } }),
    onDone: () => {
      notifications.show({ message: `Invoice ${number} is written off.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Write off invoice ${number}?`}
      submitLabel="Write off"
      destructive
      form={form}
      summary={
        <FormSummary
          facts={[['Bad debt', money(dueMinor, currency)]]}
          effects={[
            'It is not chased any more, and is no longer among what is owed.',
            'Nothing is credited, and VAT does not come back by itself: relief for bad debts is claimed in a VAT return, six months after it was due at the earliest.',
            'If it is paid after all, record the payment: the debt is taken up again by as much.',
          ]}
        />
      }
    >
      <Text fz="sm">
        {customerName} has {money(dueMinor, currency)} of it still to pay, and sees that it was written off.
      </Text>
      <Textarea
        label="Reason"
        description="For your own records: the customer does not read it."
        required
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        data-autofocus
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
