import { Box, Button, Group } from '@mantine/core';
import { IconArrowsExchange, IconSettings } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { useCards } from '../../../frame/slots.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { CallList } from './CallList.tsx';
import { CallSettings } from './CallSettings.tsx';

const SAYS: Record<string, string> = {
  END_USER: 'The calls of your own numbers. Free and emergency numbers are never listed.',
  COMPANY: 'The calls of your numbers, and what each costs. Free and emergency numbers are never listed.',
};

/** The calls of one's numbers, with what they cost and why [B1] [B2] [B3]. */
export function CallsPage() {
  const { level, company } = useViewer();
  const can = useCan();
  const { companyId }: { companyId?: unknown } = useSearch({ strict: false });
  const [setting, setSetting] = useState(false);
  const chosen = typeof companyId === 'string' ? companyId : undefined;
  const cards = useCards('calls');
  const whose = company?.id ?? chosen;
  const settings = can('CALL_SETTINGS') && whose;
  return (
    <>
      <PageHeader
        title={level === 'END_USER' ? 'My calls' : 'Calls'}
        description={SAYS[level] ?? 'Each call with what it costs, and how it comes to that.'}
        actions={
          <Group gap="xs">
            {can('CREDIT_NOTE_WRITE') && (
              <ButtonLink
                variant="default"
                leftSection={<IconArrowsExchange size={16} />}
                to="/reratings/new"
                search={{ company: chosen }}
              >
                Re-rate calls
              </ButtonLink>
            )}
            {settings && (
              <Button
                variant="default"
                leftSection={<IconSettings size={16} />}
                onClick={() => setSetting(true)}
              >
                Who sees calls
              </Button>
            )}
          </Group>
        }
      />
      <Siblings of="/calls" at="/calls">
        {whose && <Box mb="md">{cards({ companyId: whose })}</Box>}
        <CallList />
      </Siblings>
      {setting && settings && <CallSettings companyId={settings} onClose={() => setSetting(false)} />}
    </>
  );
}
