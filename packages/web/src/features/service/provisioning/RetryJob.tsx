import type { ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

const RetryDocument = graphql(`
  mutation RetryProvisioningJob($input: RetryProvisioningJobInput!) {
    retryProvisioningJob(input: $input) {
      id
      state
    }
  }
`);

interface RetryJobProps extends ButtonProps {
  job: { id: string; reason: string | null };
}

/** Takes up a failed job again [P1]. */
export function RetryJob({ job: { id, reason }, ...button }: RetryJobProps) {
  const retry = useSend(RetryDocument, 'Subscription');
  return (
    <ConfirmButton
      {...button}
      title="Try again?"
      consequence={`${reason ? `It failed because: ${reason} ` : ''}If the cause is gone, it will succeed now; if not, it fails again.`}
      confirmLabel="Try again"
      onConfirm={async () => {
        await retry({ input: { jobId: id } });
        notifications.show({ message: 'It is being tried again.' });
      }}
    >
      Retry
    </ConfirmButton>
  );
}
