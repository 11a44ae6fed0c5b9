import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { EmptyState } from '../../ui/EmptyState.tsx';

/**
 * A page that broke. Most often its files could not be fetched, because the connection is lost or a newer version was
 * published and this tab still asks for files of the old one; loading the page again brings them together.
 */
export function CrashPage() {
  return (
    <div role="alert">
      <EmptyState
        icon={<IconRefresh size={22} />}
        heading="h1"
        title="This page could not be shown"
        action={<Button onClick={() => location.reload()}>Load the page again</Button>}
      >
        Steward may have been updated since you opened it. If this comes back, please tell us what you were
        doing.
      </EmptyState>
    </div>
  );
}
