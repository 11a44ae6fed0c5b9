import { Group, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ServiceBadge } from '../../../ui/ServiceBadge.tsx';
import { shownState } from './states.ts';

const MyLatestServicesDocument = graphql(`
  query MyLatestServices {
    subscriptions(first: 6, filter: { part: false }, orderBy: { field: STARTS_ON, direction: DESC }) {
      nodes {
        id
        state
        suspendedAt
        product {
          id
          name
        }
      }
    }
  }
`);

/** What an end user has, on their home [U4]. */
export function MyServicesCard() {
  const read = useRead(MyLatestServicesDocument, {}, { types: ['Subscription'] });
  return (
    <Loaded from={read}>
      {({ subscriptions: { nodes } }) => (
        <Section
          title="My services"
          actions={
            <TextLink to="/services" fz="sm">
              All services
            </TextLink>
          }
        >
          {nodes.length === 0 && <Text c="dimmed">None yet. Your administrator gives them to you.</Text>}
          <Lines>
            {nodes.map(({ product, ...subscription }) => (
              <li key={subscription.id}>
                <Group justify="space-between" gap="xs" wrap="nowrap">
                  {product.name}
                  <ServiceBadge state={shownState(subscription)} />
                </Group>
              </li>
            ))}
          </Lines>
        </Section>
      )}
    </Loaded>
  );
}
