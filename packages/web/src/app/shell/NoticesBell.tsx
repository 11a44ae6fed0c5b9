import { ActionIcon, Badge, Group, Indicator, Popover, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { graphql } from '../../data/graphql.ts';
import { useRead } from '../../data/use-read.ts';
import { plural } from '../../lib/format.ts';
import { words } from '../../lib/words.ts';
import { DateText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { TextLink } from '../../ui/links.tsx';
import classes from './shell.module.css';

const UnseenDocument = graphql(`
  query UnseenNotices {
    viewer {
      id
      unseenNotices
    }
  }
`);

const LatestDocument = graphql(`
  query LatestNotices {
    notices(first: 6, orderBy: { field: PUBLISHED_AT, direction: DESC }) {
      nodes {
        id
        kind
        title
        publishedAt
        unseen
        product {
          id
          name
        }
      }
    }
  }
`);

/** How many notices are unread, kept live, and the latest of them at a click [N1]. */
export default function NoticesBell() {
  const [opened, { toggle, close }] = useDisclosure();
  const unseen = useRead(UnseenDocument, {}, { types: ['Notice'] });
  const count = unseen.state === 'ready' ? unseen.data.viewer.unseenNotices : 0;
  useAnnouncement(unseen.state === 'ready' ? count : undefined);

  return (
    <Popover opened={opened} onChange={close} width={340} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon
          onClick={toggle}
          aria-label={count ? `Notices, ${count} unread` : 'Notices'}
          aria-expanded={opened}
        >
          <Indicator
            label={count > 99 ? '99+' : count}
            size={15}
            disabled={count === 0}
            color="red"
            offset={4}
          >
            <IconBell size={19} stroke={1.7} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>{opened && <Latest onGo={close} />}</Popover.Dropdown>
    </Popover>
  );
}

function Latest({ onGo }: { onGo: () => void }) {
  const latest = useRead(LatestDocument, {}, { types: ['Notice'] });
  const router = useRouter();
  const open = (id: string) => {
    onGo();
    void router.navigate({ href: `/notices/${id}` });
  };
  return (
    <>
      <Loaded from={latest}>
        {({ notices }) =>
          notices.nodes.length === 0 ? (
            <EmptyState icon={<IconBellOff size={20} />} title="No notices">
              Planned maintenance and news about your services appear here.
            </EmptyState>
          ) : (
            <div className={classes.notices}>
              {notices.nodes.map(({ id, kind, title, publishedAt, unseen, product }) => (
                <UnstyledButton key={id} className={classes.notice} onClick={() => open(id)}>
                  <Group justify="space-between" wrap="nowrap" gap="xs">
                    <Text fw={unseen ? 600 : 450} lineClamp={2}>
                      {title}
                    </Text>
                    {unseen && (
                      <Badge size="sm" variant="light" style={{ flex: 'none' }}>
                        New
                      </Badge>
                    )}
                  </Group>
                  <Text fz="xs" c="dimmed">
                    {words(kind)} · {product.name} · <DateText at={publishedAt} as="ago" />
                  </Text>
                </UnstyledButton>
              ))}
            </div>
          )
        }
      </Loaded>
      <Group justify="center" p="xs" style={{ borderTop: '1px solid var(--st-line)' }}>
        <TextLink to="/notices" onClick={onGo} fz="sm">
          All notices
        </TextLink>
      </Group>
    </>
  );
}

/** A notice that arrives while one works should not wait for a look at the bell. */
function useAnnouncement(count: number | undefined): void {
  const before = useRef(count);
  useEffect(() => {
    if (before.current !== undefined && count !== undefined && count > before.current)
      notifications.show({
        title: `${plural(count - before.current, 'new service notice')}`,
        message: 'Open the bell at the top to read it.',
        autoClose: 8000,
      });
    before.current = count ?? before.current;
  }, [count]);
}
