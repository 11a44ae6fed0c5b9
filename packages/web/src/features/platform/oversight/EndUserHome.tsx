import { Group, SimpleGrid, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ServiceBadge } from '../../../ui/ServiceBadge.tsx';
import classes from './home.module.css';

const EndUserHomeDocument = graphql(`
  query EndUserHome {
    subscriptions(first: 6, orderBy: { field: STARTS_ON, direction: DESC }) {
      nodes {
        id
        state
        product {
          id
          name
        }
      }
    }
    notices(first: 4, orderBy: { field: PUBLISHED_AT, direction: DESC }) {
      nodes {
        id
        kind
        title
        publishedAt
        unseen
      }
    }
  }
`);

/** An end user's home: what they have, and what is new about it [U4] [N1]. */
export function EndUserHome() {
  const read = useRead(EndUserHomeDocument, {}, { types: ['Notice', 'Subscription'] });
  return (
    <Loaded from={read}>
      {({ subscriptions, notices }) => (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Section
            title="My services"
            actions={
              <TextLink to="/services" fz="sm">
                All services
              </TextLink>
            }
          >
            {subscriptions.nodes.length === 0 && (
              <Text c="dimmed">None yet. Your administrator gives them to you.</Text>
            )}
            <ul className={classes.plain}>
              {subscriptions.nodes.map(({ id, state, product }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs" wrap="nowrap">
                    {product.name}
                    <ServiceBadge state={state} />
                  </Group>
                </li>
              ))}
            </ul>
          </Section>
          <Section
            title="Latest notices"
            actions={
              <TextLink to="/notices" fz="sm">
                All notices
              </TextLink>
            }
          >
            {notices.nodes.length === 0 && <Text c="dimmed">Nothing to report about your services.</Text>}
            <ul className={classes.plain}>
              {notices.nodes.map(({ id, kind, title, publishedAt, unseen }) => (
                <li key={id}>
                  <TextLink to="/notices/$noticeId" params={{ noticeId: id }} fw={unseen ? 650 : 500}>
                    {title}
                  </TextLink>
                  <Text fz="xs" c="dimmed">
                    {unseen && 'New · '}
                    {words(kind)} · <DateText at={publishedAt} as="ago" />
                  </Text>
                </li>
              ))}
            </ul>
          </Section>
        </SimpleGrid>
      )}
    </Loaded>
  );
}
