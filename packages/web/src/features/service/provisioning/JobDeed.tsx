import { Button, type ButtonProps } from '@mantine/core';
import { useCan, useViewer } from '../../../data/viewer.ts';
import type { Task } from './CompleteTask.tsx';
import { RetryJob } from './RetryJob.tsx';

interface JobDeedProps<Job> extends ButtonProps {
  job: Job;
  /** Opens the dialogue of the page; see `useCompleteTask`. */
  onComplete: (task: Job) => void;
}

/** What the reader can do about a job, if anything: try a parked one again, tick off a manual one. */
export function JobDeed<
  Job extends Task & {
    state: string;
    reason: string | null;
    taskOf: string | null;
    checklist: readonly { doneAt: string | null }[] | null;
  },
>({ job, onComplete, ...button }: JobDeedProps<Job>) {
  const can = useCan();
  const { level } = useViewer();
  const own = level === 'PLATFORM' || job.taskOf === 'RESELLER';
  if (job.state === 'PARKED' && can('PROVISIONING_RETRY')) return <RetryJob job={job} {...button} />;
  // What is still to be ticked off is ticked off on the task's page, where this button waits.
  const left = (job.checklist ?? []).some(({ doneAt }) => !doneAt);
  if (job.state === 'WAITING' && own && can('TASK_WRITE'))
    return (
      <Button
        variant="default"
        {...button}
        disabled={left}
        title={left ? 'Tick off what has to be done first.' : undefined}
        onClick={() => onComplete(job)}
      >
        Mark as done
      </Button>
    );
  return null;
}
