import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatQuarter } from '@steward/shared';
import { IconChevronDown, IconDownload, IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import { useSession } from '../../../data/session.ts';
import { download } from '../../../lib/download.ts';
import { useDeed } from '../../../ui/use-deed.ts';

const TYPES = { pdf: 'application/pdf', csv: 'text/csv' } as const;

/** What the review decided, to keep or to show. */
export function Evidence({ id, quarter }: { id: string; quarter: string }) {
  const { fetchFile } = useSession();
  const { run, busy } = useDeed(
    async (kind: keyof typeof TYPES) => {
      const file = await (await fetchFile(`/access-reviews/${id}/${kind}`)).blob();
      const name = `access-review-${formatQuarter(quarter).toLowerCase().replace(' ', '-')}.${kind}`;
      download(name, file, TYPES[kind]);
    },
    ({ message }) => notifications.show({ color: 'red', title: 'No evidence', message }),
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Evidence
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileTypePdf size={16} />} onClick={() => void run('pdf')}>
          As PDF
        </Menu.Item>
        <Menu.Item leftSection={<IconFileTypeCsv size={16} />} onClick={() => void run('csv')}>
          As CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
