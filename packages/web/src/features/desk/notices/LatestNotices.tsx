import { Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

const HomeNoticesDocument = graphql(`
  query HomeNotices {
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

/** What is new about an end user's services, on their home [N1]. */
export function LatestNotices() {
  const read = useRead(HomeNoticesDocument, {}, { types: ['Notice'] });
  return (
    <Loaded from={read}>
      {({ notices: { nodes } }) => (
        <Section
          title="Latest notices"
          actions={
            <TextLink to="/notices" fz="sm">
              All notices
            </TextLink>
          }
        >
          {nodes.length === 0 && <Text c="dimmed">Nothing to report about your services.</Text>}
          <Lines>
            {nodes.map(({ id, kind, title, publishedAt, unseen }) => (
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
          </Lines>
        </Section>
      )}
    </Loaded>
  );
}
