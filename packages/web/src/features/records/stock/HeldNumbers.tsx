import { Group, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { NUMBER_STATES } from './words.ts';

const HeldDocument = graphql(`
  query HeldNumbers($endUserId: ID!) {
    numbers(first: 50, filter: { endUserId: $endUserId }) {
      nodes {
        id
        national
        label
        state
      }
      totalCount
    }
  }
`);

/** The numbers that a person has [R2]. */
export function HeldNumbers({ endUserId }: { endUserId: string }) {
  const read = useRead(HeldDocument, { endUserId }, { types: ['TelephoneNumber'] });
  const { level } = useViewer();
  return (
    <Section title="Numbers">
      <Loaded from={read}>
        {({ numbers: { nodes } }) =>
          nodes.length === 0 ? (
            <Text c="dimmed">None.</Text>
          ) : (
            <Lines>
              {nodes.map(({ id, national, label, state }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs">
                    <div>
                      {level === 'END_USER' ? (
                        <Text>{national}</Text>
                      ) : (
                        <TextLink to="/numbers/$numberId" params={{ numberId: id }}>
                          {national}
                        </TextLink>
                      )}
                      {label && (
                        <Text c="dimmed" fz="sm">
                          {label}
                        </Text>
                      )}
                    </div>
                    <StateBadge state={state} label={NUMBER_STATES[state] ?? state} />
                  </Group>
                </li>
              ))}
            </Lines>
          )
        }
      </Loaded>
    </Section>
  );
}
