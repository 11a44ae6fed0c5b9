import { Grid, Stack, Text } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { type Fact, Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import classes from './notices.module.css';
import { windowText } from './window.ts';

const NoticeDocument = graphql(`
  query Notice($id: ID!) {
    notice(id: $id) {
      id
      reference
      kind
      title
      body
      startsAt
      endsAt
      publishedAt
      seenAt
      unseen
      recipientCount
      product {
        id
        name
      }
    }
  }
`);

const MarkSeenDocument = graphql(`
  mutation MarkNoticeSeen($input: MarkNoticeSeenInput!) {
    markNoticeSeen(input: $input) {
      id
      unseen
    }
  }
`);

/** One notice; opening it marks it seen [N1]. */
export function NoticePage() {
  const { noticeId = '' } = useParams({ strict: false });
  return <Notice key={noticeId} id={noticeId} />;
}

function Notice({ id }: { id: string }) {
  const read = useRead(NoticeDocument, { id });
  const { level } = useViewer();
  useSeen(id, read.state === 'ready' && read.data.notice?.unseen === true);
  return (
    <Loaded from={read} whole>
      {({ notice }) => {
        if (!notice) return null;
        const { kind, title, body, startsAt, endsAt, product } = notice;
        const when = windowText(startsAt, endsAt, 'long');
        const facts: (Fact | false)[] = [
          ['Service', product.name],
          ['Published', <DateText key="published" at={notice.publishedAt} />],
          ['Reference', <CopyText key="reference" text={notice.reference} label="reference" />],
          level === 'PLATFORM' && ['Sent to', plural(notice.recipientCount, 'person', 'people')],
          level !== 'PLATFORM' && ['You read it', <DateText key="seen" at={notice.seenAt} />],
        ];
        return (
          <>
            <PageHeader
              title={title}
              badge={<StateBadge state={kind} />}
              crumbs={[{ label: 'Notices', link: { to: '/notices' } }]}
            />
            <Grid>
              <Grid.Col span={{ base: 12, md: 8 }}>
                <Section>
                  <Stack gap="md">
                    {when && (
                      <div className={classes.when}>
                        <IconCalendarTime size={20} stroke={1.6} aria-hidden />
                        <div>
                          <Text fw={600}>{when}</Text>
                          <Text fz="xs" c="dimmed">
                            Shown in your time zone, {Intl.DateTimeFormat().resolvedOptions().timeZone}
                          </Text>
                        </div>
                      </div>
                    )}
                    <div className={classes.body}>{body}</div>
                  </Stack>
                </Section>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 4 }}>
                <Section title="Details">
                  <Facts facts={facts.filter((fact) => fact !== false)} />
                </Section>
              </Grid.Col>
            </Grid>
          </>
        );
      }}
    </Loaded>
  );
}

/** Tells the API once that the reader has the notice before them; should that fail, it stays unread, which does no harm. */
function useSeen(id: string, unseen: boolean): void {
  const markSeen = useSend(MarkSeenDocument);
  const told = useRef(false);
  useEffect(() => {
    if (!unseen || told.current) return;
    told.current = true;
    markSeen({ input: { id } }).catch(() => {
      told.current = false;
    });
  }, [id, unseen, markSeen]);
}
