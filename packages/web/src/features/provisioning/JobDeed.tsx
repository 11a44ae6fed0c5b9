import type { ButtonProps } from '@mantine/core';
import { useCan } from '../../data/viewer.ts';
import { CompleteTask } from './CompleteTask.tsx';
import { RetryJob } from './RetryJob.tsx';

interface JobDeedProps extends ButtonProps {
  job: { state: string } & Parameters<typeof CompleteTask>[0]['task'] & Parameters<typeof RetryJob>[0]['job'];
}

/** What the reader can do about a job, if anything: try a parked one again, tick off a manual one. */
export function JobDeed({ job, ...button }: JobDeedProps) {
  const can = useCan();
  if (job.state === 'PARKED' && can('provisioning:retry')) return <RetryJob job={job} {...button} />;
  if (job.state === 'WAITING' && can('provisioning:write')) return <CompleteTask task={job} {...button} />;
  return null;
}
