import { Group, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

const HeldDocument = graphql(`
  query HeldSeats($endUserId: ID!) {
    licenceSeats(first: 50, filter: { endUserId: $endUserId, current: true }) {
      nodes {
        id
        heldFrom
        licence {
          id
          vendor
          product
        }
      }
    }
  }
`);

/** The licences of which a person has a seat [R2]. */
export function HeldSeats({ endUserId }: { endUserId: string }) {
  const read = useRead(HeldDocument, { endUserId }, { types: ['LicenceSeat'] });
  return (
    <Section title="Licences">
      <Loaded from={read}>
        {({ licenceSeats: { nodes } }) =>
          nodes.length === 0 ? (
            <Text c="dimmed">None.</Text>
          ) : (
            <Lines>
              {nodes.map(({ id, heldFrom, licence }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs">
                    <TextLink to="/licences/$licenceId" params={{ licenceId: licence.id }}>
                      {licence.vendor} {licence.product}
                    </TextLink>
                    <Text c="dimmed" fz="sm">
                      since <DateText at={heldFrom} as="day" />
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
