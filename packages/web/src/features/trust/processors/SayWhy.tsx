import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

interface SayWhyProps {
  title: string;
  submitLabel: string;
  destructive?: boolean;
  effects: readonly string[];
  done: string;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why something is done, in words that others read. */
export function SayWhy({
  title,
  submitLabel,
  destructive = false,
  effects,
  done,
  send,
  onClose,
}: SayWhyProps) {
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(1_000) }),
    send: ({ reason }) => send(reason),
    onDone: () => {
      notifications.show({ message: done });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={title}
      submitLabel={submitLabel}
      dismissLabel="Back"
      destructive={destructive}
      form={form}
      summary={<FormSummary effects={effects} />}
    >
      <Textarea
        label="Why"
        required
        autosize
        minRows={4}
        maxRows={10}
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
