import { Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { jobTitle } from './job-words.ts';
import { AssignDocument } from './task-deeds.ts';

const DoersDocument = graphql(`
  query TaskDoers($jobId: ID!) {
    taskDoers(jobId: $jobId) {
      id
      name
    }
  }
`);

interface Task {
  id: string;
  action: string;
  assigneeId: string | null;
  subscription: { product: { name: string } };
}

/** Gives a task to somebody who may do it [P2]. */
function AssignTask({ task, opened, onClose }: { task: Task; opened: boolean; onClose: () => void }) {
  const send = useSend(AssignDocument);
  const doers = useRead(DoersDocument, { jobId: task.id }, { pause: !opened, types: ['Membership'] });
  const choices = doers.state === 'ready' ? doers.data.taskDoers : [];
  const form = useSubmitForm({
    initialValues: { membershipId: task.assigneeId ?? '' },
    schema: z.object({ membershipId: z.string().min(1, 'Choose who does it.') }),
    send: ({ membershipId }) => send({ input: { jobId: task.id, membershipId } }),
    onDone: ({ assignTask }) => {
      notifications.show({ message: `${assignTask.assigneeName} has the task now.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={`${jobTitle(task)}: who does it?`}
      submitLabel="Assign"
      form={form}
    >
      <Text fz="sm">Whoever gets it is told by e-mail, with when it is due.</Text>
      <Select
        label="Assigned to"
        required
        searchable
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.form.getInputProps('membershipId')}
      />
    </FormModal>
  );
}

/** The page's dialogue to assign tasks by; rows come and go under it. */
export function useAssignTask(): { assign: (task: Task) => void; dialogue: ReactNode } {
  const [task, setTask] = useState<Task>();
  const [opened, { open, close }] = useDisclosure();
  return {
    assign: (chosen) => {
      setTask(chosen);
      open();
    },
    dialogue: task && <AssignTask key={task.id} task={task} opened={opened} onClose={close} />,
  };
}
