import { Text, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Note } from './CreditNotePage.tsx';

const DeclineDocument = graphql(`
  mutation DeclineCreditNote($input: DeclineCreditNoteInput!) {
    declineCreditNote(input: $input) {
      id
      state
      decidedByName
      decisionNote
    }
  }
`);

/** Turns a credit note down, with the reason [B6]. */
export function DeclineCreditNote({ note, onClose }: { note: Note; onClose: () => void }) {
  const decline = useSend(DeclineDocument, 'Invoice');
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
      title="Decline this credit note?"
      submitLabel="Decline"
      destructive
      form={form}
    >
      <Text fz="sm">Nothing is credited. {note.requestedByName} reads your reason here.</Text>
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
