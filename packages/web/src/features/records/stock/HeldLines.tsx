import { Group, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { LINE_ACCESS, LINE_STATES, speedText } from './words.ts';

const HeldDocument = graphql(`
  query HeldLines($endUserId: ID!) {
    lines(first: 50, filter: { endUserId: $endUserId }) {
      nodes {
        id
        access
        supplier
        reference
        downMbps
        upMbps
        state
      }
    }
  }
`);

/** The lines at somebody's home; nothing where there is none, as for most people [R2]. */
export function HeldLines({ endUserId }: { endUserId: string }) {
  const read = useRead(HeldDocument, { endUserId }, { types: ['BroadbandLine'] });
  const { level } = useViewer();
  return (
    <Loaded from={read}>
      {({ lines: { nodes } }) =>
        nodes.length > 0 && (
          <Section title="Lines">
            <Lines>
              {nodes.map((line) => (
                <li key={line.id}>
                  <Group justify="space-between" gap="xs">
                    <div>
                      {level === 'END_USER' ? (
                        <Text>{LINE_ACCESS[line.access]}</Text>
                      ) : (
                        <TextLink to="/lines/$lineId" params={{ lineId: line.id }}>
                          {line.reference}
                        </TextLink>
                      )}
                      <Text c="dimmed" fz="sm">
                        {[
                          line.supplier,
                          level === 'END_USER' ? line.reference : LINE_ACCESS[line.access],
                          speedText(line),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </Text>
                    </div>
                    <StateBadge state={`LINE_${line.state}`} label={LINE_STATES[line.state] ?? line.state} />
                  </Group>
                </li>
              ))}
            </Lines>
          </Section>
        )
      }
    </Loaded>
  );
}
