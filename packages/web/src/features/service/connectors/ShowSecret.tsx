import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CopyText } from '../../../ui/CopyText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';

interface ShowSecretProps {
  name: string;
  secret: string;
  onClose: () => void;
}

/** The secret of an endpoint, this once: it closes by its button only, lest a stray click lose it [S78]. */
export function ShowSecret({ name, secret, onClose }: ShowSecretProps) {
  return (
    <Dialogue
      opened
      onClose={onClose}
      title={`The secret of ${name}`}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text>The receiver verifies the signatures of webhooks with it. Store it there now.</Text>
        <Text component="div" ff="monospace" fz="sm">
          <CopyText text={secret} label="secret" />
        </Text>
        <Alert color="yellow">It is shown this once. Whoever loses it gives the connector a new one.</Alert>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            I have stored it
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
