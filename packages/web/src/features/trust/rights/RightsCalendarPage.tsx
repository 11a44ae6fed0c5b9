import { Box, Grid, Indicator, Stack, Text } from '@mantine/core';
import { Calendar } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { addDays, monthPeriod } from '@steward/shared';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Due } from './Due.tsx';
import { KINDS, personOf, type RightsRow, rightsRow } from './rights-words.ts';

const CalendarDocument = graphql(
  `
  query RightsCalendar($filter: RightsRequestFilter!) {
    rightsRequests(first: 100, filter: $filter, orderBy: { field: DUE_ON }) {
      nodes {
        ...RightsRow
      }
      totalCount
    }
  }
`,
  [rightsRow],
);

/** Every day by which something is to be answered, of all that one looks after, in one calendar [D3]. */
export function RightsCalendarPage() {
  const [month, setMonth] = useState(today().slice(0, 7));
  const [day, setDay] = useState<string>();
  const { start, endExclusive } = monthPeriod(month);
  const filter = { open: true, dueFrom: start, dueTo: addDays(endExclusive, -1) };
  const read = useRead(CalendarDocument, { filter }, { types: ['RightsRequest'] });
  const due = read.state === 'ready' ? read.data.rightsRequests.nodes : [];
  return (
    <>
      <PageHeader
        title="Calendar"
        description="By when what people ask about their data is to be answered. What waits for the person moves on by the days that they take."
      />
      <Siblings of="/rights-requests" at="/rights-requests/calendar">
        <Grid>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Section>
              <Calendar
                fullWidth
                size="lg"
                maxLevel="year"
                hideOutsideDates
                // A weekend's colour could not be read on every ground.
                weekendDays={[]}
                ariaLabels={{
                  previousMonth: 'Previous month',
                  nextMonth: 'Next month',
                  previousYear: 'Previous year',
                  nextYear: 'Next year',
                }}
                onDateChange={(to) => {
                  setMonth(to.slice(0, 7));
                  setDay(undefined);
                }}
                getDayProps={(of) => ({
                  selected: of === day,
                  onClick: () => setDay(of === day ? undefined : of),
                })}
                getDayAriaLabel={(of) => {
                  const count = due.filter(({ dueOn }) => dueOn === of).length;
                  return count ? `${date(of)}, ${plural(count, 'request')} due` : date(of);
                }}
                renderDay={(of) => <DayOf day={of} due={due.filter(({ dueOn }) => dueOn === of)} />}
              />
            </Section>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Section title={day ? `Due on ${date(day)}` : 'Due this month'}>
              <Loaded from={read}>
                {({ rightsRequests: { nodes, totalCount } }) => (
                  <Rows
                    requests={day ? nodes.filter(({ dueOn }) => dueOn === day) : nodes}
                    more={totalCount - nodes.length}
                  />
                )}
              </Loaded>
            </Section>
          </Grid.Col>
        </Grid>
      </Siblings>
    </>
  );
}

function DayOf({ day, due }: { day: string; due: readonly RightsRow[] }) {
  const number = Number(day.slice(8));
  if (!due.length) return <Box>{number}</Box>;
  const left = Math.min(
    ...due.map(({ daysLeft, paused }) => (paused ? Number.POSITIVE_INFINITY : (daysLeft ?? 0))),
  );
  return (
    <Indicator
      label={due.length}
      size={16}
      offset={-6}
      color={left < 0 ? 'red' : left <= 7 ? 'yellow' : 'gray'}
      autoContrast
    >
      <Box>{number}</Box>
    </Indicator>
  );
}

function Rows({ requests, more }: { requests: readonly RightsRow[]; more: number }) {
  const { level } = useViewer();
  if (!requests.length)
    return (
      <Text c="dimmed" fz="sm">
        Nothing is due.
      </Text>
    );
  return (
    <Stack gap="sm">
      <Lines>
        {requests.map((request) => (
          <li key={request.id}>
            <Text fz="sm">
              <TextLink to="/rights-requests/$requestId" params={{ requestId: request.id }} inherit>
                {request.reference}
              </TextLink>
              {` · ${KINDS[request.kind]} · ${personOf(request)}`}
              {level !== 'COMPANY' && ` · ${request.company.name}`}
            </Text>
            <Text fz="xs">
              <Due request={request} />
            </Text>
          </li>
        ))}
      </Lines>
      {more > 0 && (
        <Text c="dimmed" fz="sm">
          {`and ${more} more`}
        </Text>
      )}
    </Stack>
  );
}
