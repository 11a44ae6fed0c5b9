import { Group, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

const HeldDocument = graphql(`
  query HeldDevices($endUserId: ID!) {
    devices(first: 50, filter: { endUserId: $endUserId }) {
      nodes {
        id
        make
        model
        serialNumber
        imei
        heldSince
      }
      totalCount
    }
  }
`);

/** The devices that a person has [R2]. */
export function HeldDevices({ endUserId }: { endUserId: string }) {
  const read = useRead(HeldDocument, { endUserId }, { types: ['Device'] });
  const { level } = useViewer();
  return (
    <Section title="Devices">
      <Loaded from={read}>
        {({ devices: { nodes } }) =>
          nodes.length === 0 ? (
            <Text c="dimmed">None.</Text>
          ) : (
            <Lines>
              {nodes.map(({ id, make, model, serialNumber, imei, heldSince }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs">
                    <div>
                      {level === 'END_USER' ? (
                        <Text>
                          {make} {model}
                        </Text>
                      ) : (
                        <TextLink to="/devices/$deviceId" params={{ deviceId: id }}>
                          {make} {model}
                        </TextLink>
                      )}
                      <Text c="dimmed" fz="sm">
                        {serialNumber ?? `IMEI ${imei}`}
                      </Text>
                    </div>
                    <Text c="dimmed" fz="sm">
                      since <DateText at={heldSince} as="day" />
                    </Text>
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
