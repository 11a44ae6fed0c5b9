import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { LeaveDialogue } from './LeaveDialogue.tsx';
import { LEAVE_STATES, LEAVE_TONES } from './leave-words.ts';

const CardDocument = graphql(`
  query LeaveCard($filter: DepartureFilter) {
    departures(first: 2, filter: $filter) {
      nodes {
        id
        companyId
        leavesOn
        state
      }
    }
  }
`);

/** On the page of a company, or of a reseller: whether it leaves, and proposing that [T7]. */
export function LeaveCard({ companyId, resellerId }: { companyId?: string; resellerId?: string }) {
  const filter = companyId ? { companyId } : { resellerId: resellerId ?? '' };
  const read = useRead(CardDocument, { filter }, { types: ['Departure'] });
  const [leaving, leave] = useDisclosure();
  const own =
    read.state === 'ready'
      ? read.data.departures.nodes.filter((node) => (node.companyId === null) === !companyId)
      : undefined;
  return (
    <Section
      title="Leaving"
      actions={
        own?.every(({ state }) => state === 'WITHDRAWN') && (
          <Button size="compact-sm" variant="default" onClick={leave.open}>
            Leave
          </Button>
        )
      }
    >
      <Loaded from={read}>
        {() =>
          own?.length ? (
            <Lines>
              {own.map(({ id, leavesOn, state }) => (
                <li key={id}>
                  <TextLink to="/departures/$departureId" params={{ departureId: id }}>
                    <DayText day={leavesOn} />
                  </TextLink>{' '}
                  <StateBadge state={LEAVE_TONES[state]} label={LEAVE_STATES[state]} />
                </li>
              ))}
            </Lines>
          ) : (
            <Text fz="sm" c="dimmed">
              It stays.
            </Text>
          )
        }
      </Loaded>
      {leaving && (
        <LeaveDialogue
          {...(companyId ? { companyId } : { resellerId: resellerId ?? '' })}
          onClose={leave.close}
        />
      )}
    </Section>
  );
}
