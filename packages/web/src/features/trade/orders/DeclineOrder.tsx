import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const DeclineDocument = graphql(`
  mutation DeclineOrder($input: DeclineOrderInput!) {
    declineOrder(input: $input) {
      id
      state
      awaits
      decisionNote
      decidedByName
    }
  }
`);

interface DeclineOrderProps {
  order: { id: string; reference: string; placedByName: string };
  onClose: () => void;
}

/** Turns an order down, with the reason [C4]. */
export function DeclineOrder({ order, onClose }: DeclineOrderProps) {
  const decline = useSend(DeclineDocument);
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(500) }),
    send: ({ reason }) => decline({ input: { id: order.id, reason } }),
    onDone: () => {
      notifications.show({ message: `${order.placedByName} is told that you declined.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Decline order ${order.reference}?`}
      submitLabel="Decline"
      destructive
      form={form}
    >
      <Text fz="sm">Nothing of it is done. {order.placedByName} is told, with your reason.</Text>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
