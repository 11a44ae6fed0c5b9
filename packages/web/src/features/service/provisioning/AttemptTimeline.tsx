import { List, Text, Timeline } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconFlag,
  IconPlayerPause,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Countdown } from '../../../ui/Countdown.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { duration, jobTitle, outcomeWords } from './job-words.ts';

interface Attempt {
  id: string;
  at: string;
  outcome: string;
  /** For staff only; null for everyone else. */
  detail: string | null;
  durationMs: number | null;
  steps: readonly { words: string; done: boolean }[];
}

interface AttemptTimelineProps {
  job: {
    state: string;
    createdAt: string;
    attempts: number;
    nextAttemptAt: string | null;
    reason: string | null;
    taskOf: string | null;
    waitsFor: { id: string; action: string; state: string; product: string } | null;
    attemptLog: readonly Attempt[];
  };
}

/** What has been tried, when, with what result, and what comes next [P1]. */
export function AttemptTimeline({ job }: AttemptTimelineProps) {
  const next = nextStep(job);
  const done = job.state === 'DONE';
  return (
    <Timeline
      active={job.attemptLog.length + (next && !STOPPED.has(job.state) ? 0 : 1)}
      bulletSize={22}
      lineWidth={2}
      color="gray"
      aria-label="Attempts"
    >
      <Timeline.Item bullet={<IconFlag size={12} />} title="Requested">
        <Text fz="sm" c="dimmed">
          <DateText at={job.createdAt} />
        </Text>
      </Timeline.Item>
      {job.attemptLog.map(({ id, at, outcome, detail, durationMs, steps }) => (
        <Timeline.Item
          key={id}
          color={outcome === 'DONE' ? 'green' : 'red'}
          bullet={outcome === 'DONE' ? <IconCheck size={12} /> : <IconX size={12} />}
          title={outcomeWords(outcome)}
        >
          <Text fz="sm" c="dimmed">
            <DateText at={at} />
            {durationMs !== null && `, took ${duration(durationMs)}`}
          </Text>
          {steps.length > 0 && (
            <List size="sm" listStyleType="none" my={4}>
              {steps.map(({ words, done: taken }, i) => (
                <List.Item
                  // biome-ignore lint/suspicious/noArrayIndexKey: steps of the past keep their order
                  key={i}
                  icon={taken ? <IconCheck size={14} /> : <IconX size={14} />}
                >
                  {words}
                  {!taken && ' (not done)'}
                </List.Item>
              ))}
            </List>
          )}
          {detail && (
            <Text fz="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
              {ONLY_STATUS.test(detail) ? `Answered ${detail}.` : detail}
            </Text>
          )}
        </Timeline.Item>
      ))}
      {done && job.attemptLog.length === 0 && (
        <Timeline.Item color="green" bullet={<IconCheck size={12} />} title="Done" />
      )}
      {next && (
        <Timeline.Item color={next.colour} bullet={next.bullet} title={next.title}>
          {next.text && (
            <Text fz="sm" c="dimmed" component="div">
              {next.text}
            </Text>
          )}
        </Timeline.Item>
      )}
    </Timeline>
  );
}

/** The receiving system answered with this HTTP status and said nothing. */
const ONLY_STATUS = /^\d{3}$/;

/** How what comes first stands. */
const AHEAD: Record<string, string> = {
  RUNNING: ', which is under way.',
  RETRYING: ', which has failed and is tried again.',
  WAITING: ', which somebody does by hand.',
  PARKED: ', which has failed: try that one again first.',
};

/** Nothing comes after these by itself. */
const STOPPED: ReadonlySet<string> = new Set(['PARKED', 'CANCELLED']);

interface NextStep {
  title: string;
  colour: string;
  bullet: ReactNode;
  text?: ReactNode;
}

function nextStep({
  state,
  nextAttemptAt,
  reason,
  taskOf,
  waitsFor,
  attempts,
  attemptLog,
}: AttemptTimelineProps['job']): NextStep | undefined {
  const soon = nextAttemptAt ? <Countdown to={nextAttemptAt} /> : 'any moment';
  if (waitsFor && (state === 'QUEUED' || state === 'RETRYING')) {
    return {
      title: 'Waits for another job',
      colour: 'yellow',
      bullet: <IconClock size={12} />,
      text: (
        <>
          <TextLink to="/provisioning/$jobId" params={{ jobId: waitsFor.id }} inherit>
            {jobTitle({ action: waitsFor.action, subscription: { product: { name: waitsFor.product } } })}
          </TextLink>
          {AHEAD[waitsFor.state] ?? ', which comes first.'}
        </>
      ),
    };
  }
  switch (state) {
    case 'QUEUED':
      return { title: 'First attempt', colour: 'blue', bullet: <IconClock size={12} />, text: soon };
    case 'RUNNING':
      return { title: `Attempt ${attempts} under way`, colour: 'blue', bullet: <IconClock size={12} /> };
    case 'RETRYING':
      return {
        title: `Attempt ${attempts + 1}`,
        colour: 'yellow',
        bullet: <IconClock size={12} />,
        text: <>Next try {soon}</>,
      };
    case 'WAITING':
      return {
        title:
          taskOf === 'RESELLER' ? 'The reseller does it by hand' : 'Somebody of the platform does it by hand',
        colour: 'yellow',
        bullet: <IconClock size={12} />,
      };
    case 'PARKED':
      return {
        title: 'Failed',
        colour: 'red',
        bullet: <IconAlertTriangle size={12} />,
        // Staff have read it just above.
        text: attemptLog.at(-1)?.detail === reason ? undefined : reason,
      };
    case 'CANCELLED':
      return { title: 'Cancelled', colour: 'gray', bullet: <IconPlayerPause size={12} />, text: reason };
    default:
      return undefined;
  }
}
