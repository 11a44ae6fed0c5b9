import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const LiftDocument = graphql(`
  mutation LiftCallBar($input: LiftCallBarInput!) {
    liftCallBar(input: $input) {
      id
      endedAt
      endedByName
      outcome
    }
  }
`);

interface LiftBarProps {
  bar: { id: string; company: string };
  onClose: () => void;
}

/** Lets barred calls of a company go out again before the day is over [B2]. */
export function LiftBar({ bar: { id, company }, onClose }: LiftBarProps) {
  const lift = useSend(LiftDocument, 'CallWarning');
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(500) }),
    send: ({ reason }) => lift({ input: { id, reason } }),
    onDone: () => {
      notifications.show({ message: `Calls of ${company} go out again.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Let calls of ${company} go out again`}
      submitLabel="Let calls go out"
      form={form}
      summary={
        <FormSummary
          effects={[
            'Its services are told now; what is done by hand becomes a task.',
            'Calls are not barred again today, whatever they come to, unless another limit is set.',
            'The company is told by mail, and reads why.',
          ]}
        />
      }
    >
      <Textarea
        label="Why"
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        data-autofocus
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
