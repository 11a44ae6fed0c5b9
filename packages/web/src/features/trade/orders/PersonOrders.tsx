import { Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { kindText, stateText } from './order-words.ts';

const PersonOrdersDocument = graphql(`
  query PersonOrders($endUserId: ID!) {
    orders(first: 5, filter: { endUserId: $endUserId }, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        id
        reference
        kind
        state
        createdAt
      }
      totalCount
    }
  }
`);

/** The latest orders by which services of somebody began, changed or ended [C4]. */
export function PersonOrders({ endUserId }: { endUserId: string }) {
  const read = useRead(PersonOrdersDocument, { endUserId }, { types: ['ServiceOrder'] });
  return (
    <Loaded from={read}>
      {({ orders: { nodes, totalCount } }) =>
        nodes.length > 0 && (
          <Section title="Orders">
            <Stack gap="xs">
              <Lines>
                {nodes.map(({ id, reference, kind, state, createdAt }) => (
                  <li key={id}>
                    <Group gap="xs" justify="space-between">
                      <span>
                        <TextLink to="/orders/$orderId" params={{ orderId: id }} inherit>
                          {reference}
                        </TextLink>{' '}
                        <Text span fz="sm" c="dimmed">
                          {kindText(kind)}, <DateText at={createdAt} as="day" />
                        </Text>
                      </span>
                      <StateBadge state={state} label={stateText(state)} />
                    </Group>
                  </li>
                ))}
              </Lines>
              {totalCount > nodes.length && (
                <Text fz="sm" c="dimmed">
                  The latest {nodes.length} of {totalCount}.
                </Text>
              )}
            </Stack>
          </Section>
        )
      }
    </Loaded>
  );
}
