import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type AccessRequestRow, nameOf } from './access-requests.ts';

const DeclineDocument = graphql(`
  mutation DeclineAccessRequest($input: DeclineAccessRequestInput!) {
    declineAccessRequest(input: $input) {
      id
      state
      decidedAt
      answer
    }
  }
`);

interface DeclineRequestProps {
  request: AccessRequestRow;
  onClose: () => void;
}

/** Does not let somebody in who asked, with a word to them [I6]. */
export function DeclineRequest({ request, onClose }: DeclineRequestProps) {
  const decline = useSend(DeclineDocument);
  const form = useSubmitForm({
    initialValues: { answer: '' },
    schema: z.object({ answer: optional(prose(1_000)) }),
    send: (values) => decline({ input: { id: request.id, ...values } }),
    onDone: () => {
      notifications.show({ message: `${nameOf(request)} is told that you declined.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Decline ${nameOf(request)}?`}
      submitLabel="Decline"
      destructive
      form={form}
    >
      <Text fz="sm">{request.email} is told. They can ask again while they have the link.</Text>
      <Textarea
        label="Message to them"
        description="Stands in the mail; leave it empty to say nothing more."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        {...form.form.getInputProps('answer')}
      />
    </FormModal>
  );
}
