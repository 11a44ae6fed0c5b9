import { Button, type ButtonProps, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../data/graphql.ts';
import { useSend } from '../../data/use-send.ts';
import { blank } from '../../lib/blank.ts';
import { FormModal } from '../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../ui/form/use-submit-form.ts';
import { jobTitle } from './job-words.ts';

const CompleteDocument = graphql(`
  mutation CompleteManualTask($input: CompleteManualTaskInput!) {
    completeManualTask(input: $input) {
      id
      state
    }
  }
`);

interface Task {
  id: string;
  action: string;
  subscription: { product: { name: string } };
  company: { name: string };
  endUser: { displayName: string } | null;
}

/** The button by which staff tick off what they have done by hand [P2]. */
export function CompleteTask({ task, ...button }: ButtonProps & { task: Task }) {
  const [opened, { open, close }] = useDisclosure();
  const complete = useSend(CompleteDocument, 'Subscription');
  const form = useSubmitForm({
    initialValues: { note: '' },
    schema: z.object({ note: optional(prose(500)) }),
    send: ({ note }) => complete({ input: { jobId: task.id, note: blank(note) } }),
    onDone: () => {
      notifications.show({ message: `${jobTitle(task)}: done.` });
      close();
    },
  });
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        Mark as done
      </Button>
      <FormModal
        opened={opened}
        onClose={close}
        title={`${jobTitle(task)}: done?`}
        submitLabel="Mark as done"
        form={form}
      >
        <Text>
          For {task.endUser ? `${task.endUser.displayName} of ${task.company.name}` : task.company.name}.{' '}
          {task.action === 'PROVISION'
            ? 'The subscription becomes active, and everyone concerned sees that.'
            : 'The subscription ends with that.'}
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
    </>
  );
}
