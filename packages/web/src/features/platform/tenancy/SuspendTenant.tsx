import { Alert, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

interface SuspendTenantProps {
  name: string;
  status: string;
  /** Who is shut out, as the beginning of a sentence. */
  shutOut: string;
  /** What else follows, beside what always does. */
  besides?: string;
  setStatus: (status: 'ACTIVE' | 'SUSPENDED') => Promise<unknown>;
}

/** Suspends a reseller or company, or reactivates it; the dialogue says what will happen [S47]. */
export function SuspendTenant({ name, status, shutOut, besides, setStatus }: SuspendTenantProps) {
  const suspended = status === 'SUSPENDED';
  return (
    <ConfirmButton
      title={suspended ? `Reactivate ${name}?` : `Suspend ${name}?`}
      consequence={
        suspended ? (
          'Its people can sign in again at once, and new services and people can be added.'
        ) : (
          <Stack gap="xs">
            <List spacing={4}>
              <List.Item>{shutOut} are signed out at once and cannot sign in.</List.Item>
              {besides && <List.Item>{besides}</List.Item>}
              <List.Item>Nothing new can be ordered or added, not even by staff.</List.Item>
              <List.Item>Services that run go on, and are charged, until they are cancelled.</List.Item>
            </List>
            <Text fz="sm" c="dimmed">
              You can reactivate it at any time.
            </Text>
          </Stack>
        )
      }
      confirmLabel={suspended ? 'Reactivate' : 'Suspend'}
      destructive={!suspended}
      onConfirm={async () => {
        await setStatus(suspended ? 'ACTIVE' : 'SUSPENDED');
        notifications.show({ message: suspended ? `${name} is active again.` : `${name} is suspended.` });
      }}
    >
      {suspended ? 'Reactivate' : 'Suspend'}
    </ConfirmButton>
  );
}

/** On the page of what is suspended, or is under a suspended reseller. */
export function SuspendedAlert({ name }: { name: string }) {
  return (
    <Alert color="yellow" mb="md" role="status">
      {name} is suspended: nothing new can be ordered or added. Services that run go on and are charged.
    </Alert>
  );
}
