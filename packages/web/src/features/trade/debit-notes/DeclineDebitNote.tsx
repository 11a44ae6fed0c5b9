import { Text, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const DeclineDocument = graphql(`
  mutation DeclineDebitNote($input: DeclineDebitNoteInput!) {
    declineDebitNote(input: $input) {
      id
      state
      decidedByName
      decisionNote
    }
  }
`);

interface DeclineDebitNoteProps {
  note: { id: string; requestedByName: string };
  onClose: () => void;
}

/** Turns a debit note down, with the reason [B6]. */
export function DeclineDebitNote({ note, onClose }: DeclineDebitNoteProps) {
  const decline = useSend(DeclineDocument);
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(500) }),
    send: ({ reason }) => decline({ input: { id: note.id, reason } }),
    onDone: onClose,
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Decline this debit note?"
      submitLabel="Decline"
      destructive
      form={form}
    >
      <Text fz="sm">Nothing is charged. {note.requestedByName} reads your reason here.</Text>
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
