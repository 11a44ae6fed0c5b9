import { Anchor, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { plural } from '../../../lib/format.ts';

const HowManyDocument = graphql(`
  query HowManySessions {
    sessions(first: 1) {
      totalCount
    }
  }
`);

const NOTICE = 'older-sessions';

/** After signing in: says where else one is signed in, and leads to where that can be ended [S49]. */
export default function OlderSessions({ onTold }: { onTold: () => void }) {
  const router = useRouter();
  const read = useRead(HowManyDocument, {});
  const others = read.state === 'ready' ? read.data.sessions.totalCount - 1 : undefined;
  useEffect(() => {
    if (others === undefined) return;
    onTold();
    if (others < 1) return;
    notifications.show({
      id: NOTICE,
      autoClose: 12_000,
      message: (
        <Text fz="sm">
          You are signed in on {plural(others, 'other device')} as well.{' '}
          <Anchor
            href="/sessions"
            inherit
            onClick={(event) => {
              event.preventDefault();
              notifications.hide(NOTICE);
              void router.navigate({ to: '/sessions' });
            }}
          >
            See which
          </Anchor>
        </Text>
      ),
    });
  }, [others, onTold, router]);
  return null;
}
