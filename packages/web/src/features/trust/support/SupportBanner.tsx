import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLifebuoy } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../../../data/session.ts';
import { useSend } from '../../../data/use-send.ts';
import type { Viewer } from '../../../data/viewer.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EndDocument } from './GrantDeeds.tsx';
import classes from './support.module.css';
import { MODES } from './support-words.ts';

interface SupportBannerProps {
  support: NonNullable<Viewer['support']>;
  company: string;
}

/** Stands over every page while one is in for support: where, why, how long still, and the way out [T4] [S18]. */
export default function SupportBanner({
  support: { grantId, endsAt, reason, mode },
  company,
}: SupportBannerProps) {
  const { leaveSupport } = useSession();
  const router = useRouter();
  const end = useSend(EndDocument);
  const back = async () => {
    await router.navigate({ to: '/' });
    leaveSupport();
  };
  const { run, busy } = useDeed(
    async () => {
      await end({ input: { grantId } });
      await back();
    },
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  useEffect(() => {
    const over = setTimeout(() => leaveSupport(), Math.max(0, Date.parse(endsAt) - Date.now()));
    return () => clearTimeout(over);
  }, [endsAt, leaveSupport]);
  return (
    <Group className={classes.banner} role="status" wrap="nowrap" gap="sm">
      <IconLifebuoy size={20} aria-hidden style={{ flexShrink: 0 }} />
      <Text fz="sm" c="inherit" style={{ flex: 1, minWidth: 0 }}>
        <strong>You are in at {company} for support</strong> ({MODES[mode].toLowerCase()}), which ends{' '}
        <Countdown to={endsAt} />. {reason}
      </Text>
      <Button size="compact-sm" variant="default" loading={busy} onClick={() => void run()}>
        Leave
      </Button>
    </Group>
  );
}
