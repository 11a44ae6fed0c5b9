import { Button } from '@mantine/core';
import { useNetwork, useWindowEvent } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { EmptyState } from '../../ui/EmptyState.tsx';

/**
 * A page that broke. Most often its files could not be fetched, because the connection is lost or a newer version was
 * published and this tab still asks for files of the old one; loading the page again brings them together, and happens by itself once a lost connection is back.
 */
export function CrashPage() {
  const { online } = useNetwork();
  useWindowEvent('online', () => location.reload());
  return (
    <div role="alert">
      <EmptyState
        icon={<IconRefresh size={22} />}
        heading="h1"
        title="This page could not be shown"
        action={<Button onClick={() => location.reload()}>Load the page again</Button>}
      >
        {online
          ? 'Steward may have been updated since you opened it. If this comes back, please tell us what you were doing.'
          : 'The connection was lost before all of it had come. It is loaded again as soon as the connection is back.'}
      </EmptyState>
    </div>
  );
}
