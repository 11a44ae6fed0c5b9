import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

/**
 * Why something could not be sent, where no single field is to blame. It takes the focus, which a button that is disabled
 * while it sends has lost.
 */
export function FormProblem({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <Alert ref={takeFocus} tabIndex={-1} color="red" icon={<IconAlertCircle />} role="alert">
      {message}
    </Alert>
  );
}

/** Unless a field has a mistake: the form moves the focus there. */
function takeFocus(alert: HTMLElement | null): void {
  if (!alert?.closest('form')?.querySelector('[aria-invalid="true"]')) alert?.focus();
}
