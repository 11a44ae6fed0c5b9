import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const WithdrawDocument = graphql(`
  mutation WithdrawDeparture($input: WithdrawDepartureInput!) {
    withdrawDeparture(input: $input) {
      id
    }
  }
`);

/** Takes a departure back, or says no to it, with the reason that both sides read. */
export function WithdrawDeparture({ departureId, onClose }: { departureId: string; onClose: () => void }) {
  const send = useSend(WithdrawDocument, 'Departure');
  const form = useSubmitForm({
    initialValues: { because: '' },
    schema: z.object({ because: prose(1_000) }),
    send: ({ because }) => send({ input: { id: departureId, because } }),
    onDone: () => {
      notifications.show({ message: 'It does not leave' });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Withdraw leaving"
      submitLabel="Withdraw"
      dismissLabel="Back"
      destructive
      form={form}
      summary={
        <FormSummary effects={['Everything goes on as it is.', 'Both sides are told, with your reason.']} />
      }
    >
      <Textarea
        label="Why"
        required
        autosize
        minRows={3}
        maxRows={8}
        {...form.form.getInputProps('because')}
      />
    </FormModal>
  );
}
