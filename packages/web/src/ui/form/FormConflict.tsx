import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { SubmitForm } from './use-submit-form.ts';

/**
 * Somebody else has changed the same meanwhile: their values stand at the fields, and the reader decides which are to stay.
 * It takes the focus, which the button that sends has lost.
 */
export function FormConflict<Values>({ form: { conflict, busy } }: { form: SubmitForm<Values> }) {
  if (!conflict) return null;
  return (
    <Alert
      ref={(alert) => alert?.focus()}
      tabIndex={-1}
      color="yellow"
      icon={<IconUsers />}
      role="alert"
      title="Somebody else has changed the same meanwhile"
    >
      Nothing of yours is saved yet.
      {conflict.messages.map((message) => (
        <Text key={message} fz="sm">
          {message}
        </Text>
      ))}
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" loading={!conflict.known} onClick={conflict.takeTheirs}>
          Take theirs
        </Button>
        <Button size="xs" loading={!conflict.known || busy} onClick={conflict.keepMine}>
          Save mine
        </Button>
      </Group>
    </Alert>
  );
}
