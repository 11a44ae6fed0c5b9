import { Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { optional, prose } from '@steward/shared';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { jobTitle } from './job-words.ts';

const CompleteDocument = graphql(`
  mutation CompleteManualTask($input: CompleteManualTaskInput!) {
    completeManualTask(input: $input) {
      id
      state
    }
  }
`);

export interface Task {
  id: string;
  action: string;
  subscription: { product: { name: string } };
  company: { name: string };
  endUser: { displayName: string } | null;
}

/** What follows from a task's being done. */
const EFFECTS: Record<string, string> = {
  PROVISION: 'The subscription becomes active, and everyone concerned sees that.',
  CHANGE: 'The service is what was ordered then.',
  CORRECT: 'The service is what was ordered then.',
  DEPROVISION: 'The subscription ends with that.',
};

interface CompleteTaskProps {
  task: Task;
  opened: boolean;
  onClose: () => void;
}

/** The dialogue by which staff tick off what they have done by hand [P2]. */
function CompleteTask({ task, opened, onClose }: CompleteTaskProps) {
  const complete = useSend(CompleteDocument, 'Subscription');
  const form = useSubmitForm({
    initialValues: { note: '' },
    schema: z.object({ note: optional(prose(500)) }),
    send: ({ note }) => complete({ input: { jobId: task.id, note } }),
    onDone: () => {
      notifications.show({ message: `${jobTitle(task)}: done.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={`${jobTitle(task)}: done?`}
      submitLabel="Mark as done"
      form={form}
    >
      <Text>
        For {task.endUser ? `${task.endUser.displayName} of ${task.company.name}` : task.company.name}.{' '}
        {EFFECTS[task.action]}
      </Text>
      <Textarea
        label="Note"
        description="For staff only: what was done, a serial number, a ticket."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={500}
        {...form.form.getInputProps('note')}
      />
    </FormModal>
  );
}

/**
 * The dialogue of a page on which tasks are ticked off. It is the page's, not the row's or section's whose button opens it:
 * these come and go with the data, and what is typed must not go with them.
 */
export function useCompleteTask(): { complete: (task: Task) => void; dialogue: ReactNode } {
  const [task, setTask] = useState<Task>();
  const [opened, { open, close }] = useDisclosure();
  return {
    complete: (chosen) => {
      setTask(chosen);
      open();
    },
    dialogue: task && <CompleteTask key={task.id} task={task} opened={opened} onClose={close} />,
  };
}
