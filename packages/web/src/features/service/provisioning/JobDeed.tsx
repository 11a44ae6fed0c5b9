import { Button, type ButtonProps } from '@mantine/core';
import { useCan } from '../../../data/viewer.ts';
import type { Task } from './CompleteTask.tsx';
import { RetryJob } from './RetryJob.tsx';

interface JobDeedProps<Job> extends ButtonProps {
  job: Job;
  /** Opens the dialogue of the page; see `useCompleteTask`. */
  onComplete: (task: Job) => void;
}

/** What the reader can do about a job, if anything: try a parked one again, tick off a manual one. */
export function JobDeed<Job extends Task & { state: string; reason: string | null }>({
  job,
  onComplete,
  ...button
}: JobDeedProps<Job>) {
  const can = useCan();
  if (job.state === 'PARKED' && can('PROVISIONING_RETRY')) return <RetryJob job={job} {...button} />;
  if (job.state === 'WAITING' && can('PROVISIONING_WRITE'))
    return (
      <Button variant="default" {...button} onClick={() => onComplete(job)}>
        Mark as done
      </Button>
    );
  return null;
}
