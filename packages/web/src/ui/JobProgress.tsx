import { Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Countdown } from './Countdown.tsx';

interface JobProgressProps {
  job: {
    state: string;
    /** Made so far, the one under way included. */
    attempts: number;
    nextAttemptAt: string | null;
    reason: string | null;
  };
}

/** How far a provisioning job is, in one line: attempts, when the next one comes, why it does not go on. */
export function JobProgress({ job: { state, attempts, nextAttemptAt, reason } }: JobProgressProps) {
  switch (state) {
    case 'QUEUED':
      return <Line>First attempt {nextAttemptAt ? <Countdown to={nextAttemptAt} /> : 'soon'}</Line>;
    case 'RUNNING':
      return (
        <Line>
          <Loader size={12} mr={6} aria-hidden style={{ verticalAlign: 'middle' }} />
          Attempt {attempts} under way
        </Line>
      );
    case 'RETRYING':
      return (
        <Line title={reason}>
          Attempt {attempts} failed, next {nextAttemptAt ? <Countdown to={nextAttemptAt} /> : 'soon'}
        </Line>
      );
    case 'PARKED':
      return <Line>{reason ?? 'It could not succeed.'}</Line>;
    case 'WAITING':
      return <Line>Staff do it by hand</Line>;
    case 'CANCELLED':
      return <Line>{reason ?? 'Cancelled'}</Line>;
    default:
      return attempts > 1 ? <Line>Done at attempt {attempts}</Line> : <Line>Done</Line>;
  }
}

function Line({ children, title }: { children: ReactNode; title?: string | null }) {
  return (
    <Text span fz="sm" c="dimmed" title={title ?? undefined}>
      {children}
    </Text>
  );
}
