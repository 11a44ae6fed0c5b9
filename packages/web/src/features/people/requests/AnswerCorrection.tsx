import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { fieldName } from './correction-words.ts';

export const ApplyDocument = graphql(`
  mutation ApplyCorrection($input: ApplyCorrectionInput!) {
    applyCorrection(input: $input) {
      id
      state
      decidedAt
      answer
    }
  }
`);

const DeclineDocument = graphql(`
  mutation DeclineCorrection($input: DeclineCorrectionInput!) {
    declineCorrection(input: $input) {
      id
      state
      decidedAt
      answer
    }
  }
`);

interface AnswerCorrectionProps {
  correction: { id: string; field: string; endUser: { displayName: string } };
  /** It is not made, and why; or it has been made by hand, and how. */
  how: 'decline' | 'byHand';
  onClose: () => void;
}

/** Answers a correction in words: why it is not made, or what was done by hand [U3]. */
export function AnswerCorrection({ correction, how, onClose }: AnswerCorrectionProps) {
  const apply = useSend(ApplyDocument, 'EndUser');
  const decline = useSend(DeclineDocument);
  const declines = how === 'decline';
  const form = useSubmitForm({
    initialValues: { answer: '' },
    schema: z.object({ answer: declines ? prose(1_000) : optional(prose(1_000)) }),
    send: async ({ answer }) => {
      if (declines) await decline({ input: { id: correction.id, answer } });
      else await apply({ input: { id: correction.id, answer } });
    },
    onDone: () => {
      notifications.show({ message: `${correction.endUser.displayName} is told.` });
      onClose();
    },
  });
  const what = fieldName(correction.field).toLowerCase();
  return (
    <FormModal
      opened
      onClose={onClose}
      title={declines ? 'Decline this correction?' : 'Corrected by hand?'}
      submitLabel={declines ? 'Decline' : 'Mark as corrected'}
      destructive={declines}
      form={form}
    >
      <Text fz="sm">
        {declines
          ? `${correction.endUser.displayName} is told that their ${what} stays as it is, and why.`
          : `${correction.endUser.displayName} is told that it has been corrected, and how.`}
      </Text>
      <Textarea
        label={declines ? 'Reason' : 'What was done'}
        required
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        {...form.form.getInputProps('answer')}
      />
    </FormModal>
  );
}
