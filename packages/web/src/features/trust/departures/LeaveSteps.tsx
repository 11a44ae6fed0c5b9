import { Text, Timeline } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { Section } from '../../../ui/Section.tsx';
import type { Departure } from './departure.ts';
import { leaveWaitsFor } from './leave-words.ts';

/** What has happened of a departure, and what happens next [T7]. */
export function LeaveSteps({ departure }: { departure: Departure }) {
  const { state, leavesOn, openUntil, tenantName, sellerName } = departure;
  const reached = ['PROPOSED', 'AGREED', 'LEFT', 'CLOSED', 'DELETED'].indexOf(state);
  const steps: [title: string, what: ReactNode][] = [
    [
      'Agreed',
      reached > 0
        ? `${tenantName} and ${sellerName} have agreed; until the day either can withdraw it.`
        : `Waits for ${leaveWaitsFor(departure)}.`,
    ],
    [
      'Leaves',
      <>
        <DayText day={leavesOn} />: all services end and are taken away, {sellerName} invoices all days
        before, and nothing new begins.
      </>,
    ],
    [
      'Shut out',
      openUntil ? (
        <>
          <DateText at={openUntil} />: until then its people sign in, ask for what is theirs, and its
          administrators fetch its data.
        </>
      ) : (
        'Thirty days later: until then its people sign in, ask for what is theirs, and its administrators fetch its data.'
      ),
    ],
    [
      'Deleted',
      'By the platform: at once what no law asks to be kept, the rest when its time is over. A report says so table by table.',
    ],
  ];
  return (
    <Section title="What happens">
      <Timeline active={reached - 1} bulletSize={14} lineWidth={2}>
        {steps.map(([title, what]) => (
          <Timeline.Item key={title} title={title}>
            <Text fz="sm" c="dimmed">
              {what}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}
