import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const DeclineDocument = graphql(`
  mutation DeclineCompanyMove($input: DeclineCompanyMoveInput!) {
    declineCompanyMove(input: $input) {
      id
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawCompanyMove($input: WithdrawCompanyMoveInput!) {
    withdrawCompanyMove(input: $input) {
      id
    }
  }
`);

/** Declines a move, or takes it back, with the reason that all read. */
export function SettleMove({
  moveId,
  how,
  onClose,
}: {
  moveId: string;
  how: 'decline' | 'withdraw';
  onClose: () => void;
}) {
  const decline = useSend(DeclineDocument, 'CompanyMove');
  const withdraw = useSend(WithdrawDocument, 'CompanyMove');
  const declines = how === 'decline';
  const form = useSubmitForm({
    initialValues: { because: '' },
    schema: z.object({ because: prose(1_000) }),
    send: async ({ because }): Promise<unknown> =>
      declines ? decline({ input: { id: moveId, because } }) : withdraw({ input: { id: moveId, because } }),
    onDone: () => {
      notifications.show({ message: declines ? 'Move declined' : 'Move withdrawn' });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={declines ? 'Decline move' : 'Withdraw move'}
      submitLabel={declines ? 'Decline' : 'Withdraw'}
      dismissLabel="Back"
      destructive
      form={form}
      summary={
        <FormSummary
          effects={[
            'The company stays where it is.',
            'Both resellers and the company are told, with your reason.',
          ]}
        />
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
