import { Group, Text } from '@mantine/core';
import { valueText } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { shownState } from './states.ts';

const PartsDocument = graphql(`
  query SubscriptionParts($id: ID!) {
    subscription(id: $id) {
      id
      partOf {
        id
        product {
          id
          name
        }
      }
      parts {
        id
        quantity
        parameters
        state
        suspendedAt
        product {
          id
          name
          parameters {
            name
            label
            unit
          }
        }
      }
    }
  }
`);

/** What a bundle was sold with, each part with how far it is; of a part, where it is changed and ended [C1] [P1]. */
export function PartsCard({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(PartsDocument, { id: subscriptionId }, { types: ['Subscription'] });
  return (
    <Loaded from={read}>
      {({ subscription }) => {
        if (!subscription) return null;
        const { partOf, parts } = subscription;
        if (partOf)
          return (
            <Section title="Part of a bundle">
              <Text fz="sm">
                It begins, changes and ends with{' '}
                <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: partOf.id }} inherit>
                  {partOf.product.name}
                </TextLink>
                , which has the price.
              </Text>
            </Section>
          );
        if (parts.length === 0) return null;
        return (
          <Section title="Made of">
            <Lines>
              {parts.map(({ id, quantity, parameters, product, ...part }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs" wrap="nowrap">
                    <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: id }} inherit>
                      {quantity > 1 ? `${quantity} × ${product.name}` : product.name}
                    </TextLink>
                    <StateBadge state={shownState(part)} />
                  </Group>
                  <Text c="dimmed" fz="xs">
                    {Object.entries(parameters)
                      .map(([name, value]) => {
                        const parameter = product.parameters.find((one) => one.name === name);
                        return `${parameter?.label ?? name}: ${valueText(parameter, value)}`;
                      })
                      .join(' · ')}
                  </Text>
                </li>
              ))}
            </Lines>
            <Text c="dimmed" fz="sm" mt="sm">
              Sold, charged and ended as one, as it was made on the day of the order.
            </Text>
          </Section>
        );
      }}
    </Loaded>
  );
}
