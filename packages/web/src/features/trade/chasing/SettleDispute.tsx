import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const SettleDocument = graphql(`
  mutation SettleDispute($input: SettleDisputeInput!) {
    settleDispute(input: $input) {
      id
      endedAt
      endedByName
      outcome
    }
  }
`);

interface SettleDisputeProps {
  dispute: { id: string; reason: string | null; begunByName: string; invoice: { number: string | null } };
  onClose: () => void;
}

/** Says how a dispute was settled; the customer reads it, and the invoice is chased again [B7]. */
export function SettleDispute({
  dispute: { id, reason, begunByName, invoice },
  onClose,
}: SettleDisputeProps) {
  const settle = useSend(SettleDocument, 'Invoice');
  const form = useSubmitForm({
    initialValues: { outcome: '' },
    schema: z.object({ outcome: prose(1_000) }),
    send: ({ outcome }) => settle({ input: { id, outcome } }),
    onDone: () => {
      notifications.show({ message: `The dispute of ${invoice.number} is settled.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Settle the dispute of ${invoice.number}`}
      submitLabel="Settle"
      form={form}
      summary={
        <FormSummary
          effects={[
            'The customer reads how it was settled.',
            'The invoice is chased again. If it was wrong, credit it first.',
          ]}
        />
      }
    >
      <Text fz="sm">
        {begunByName}: “{reason}”
      </Text>
      <Textarea
        label="How it was settled"
        required
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        data-autofocus
        {...form.form.getInputProps('outcome')}
      />
    </FormModal>
  );
}
