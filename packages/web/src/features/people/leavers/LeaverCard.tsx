import { Group, Stack, Text } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { stateText } from './leaver-words.ts';
import { UndoLeaver } from './UndoLeaver.tsx';

const CardDocument = graphql(`
  query LeaverOf($endUserId: ID!) {
    leavers(first: 1, filter: { endUserId: $endUserId }, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        id
        state
        lastDay
        undoUntil
      }
    }
  }
`);

interface LeaverCardProps {
  endUserId: string;
  displayName: string;
  status: string;
}

/** Whether somebody leaves or has left, and until when that can be undone; otherwise the way to it [U5]. */
export function LeaverCard({ endUserId, displayName, status }: LeaverCardProps) {
  const read = useRead(CardDocument, { endUserId }, { types: ['Leaver'] });
  const can = useCan();
  const plan = can('LEAVER_WRITE') && (
    <ButtonLink to="/end-users/$endUserId/leave" params={{ endUserId }} variant="default" size="xs">
      Leaver…
    </ButtonLink>
  );
  return (
    <Loaded from={read}>
      {({ leavers: { nodes } }) => {
        const [last] = nodes;
        const current = last && last.state !== 'UNDONE' && last.state !== 'FAILED' ? last : undefined;
        if (!current && !plan) return null;
        if (!current)
          return (
            <Section title="Leaving" actions={plan}>
              <Text c="dimmed" fz="sm">
                {status === 'SUSPENDED'
                  ? 'Suspended. What they hold goes on until it is taken back.'
                  : 'See all that they hold, and what becomes of it, before they leave.'}
              </Text>
            </Section>
          );
        return (
          <Section
            title="Leaving"
            actions={
              current.state === 'DONE' && status === 'ACTIVE' ? (
                plan
              ) : (
                <UndoLeaver leaver={current} name={displayName} />
              )
            }
          >
            <Stack gap={4}>
              <Group gap="xs">
                <StateBadge state={current.state} label={stateText(current.state)} />
                <TextLink to="/leavers/$leaverId" params={{ leaverId: current.id }} fz="sm">
                  What becomes of what they held
                </TextLink>
              </Group>
              <Text fz="sm">
                Last day <DayText day={current.lastDay} />
                {(current.state === 'CONFIRMED' || current.state === 'DONE') && (
                  <>
                    . Can be undone until <DayText day={current.undoUntil} />.
                  </>
                )}
              </Text>
            </Stack>
          </Section>
        );
      }}
    </Loaded>
  );
}

/** From the list of people to the plan of one's leaving. */
export function GoToPlan({ endUserId }: { endUserId: string }) {
  return <Navigate to="/end-users/$endUserId/leave" params={{ endUserId }} />;
}
