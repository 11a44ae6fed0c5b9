import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBraces, IconChevronDown, IconDownload, IconFileTypeCsv } from '@tabler/icons-react';
import { useSession } from '../../../data/session.ts';
import { download } from '../../../lib/download.ts';
import type { ListState } from '../../../ui/list/use-list-state.ts';
import { useDeed } from '../../../ui/use-deed.ts';

const TYPES = { csv: 'text/csv', jsonl: 'application/jsonl' } as const;

/** Everything that the filters let through, with the hashes by which it can be checked; that it was taken out is audited [D9]. */
export function ExportAudit({ search, filters }: Pick<ListState<never>, 'search' | 'filters'>) {
  const { fetchFile } = useSession();
  const { run, busy } = useDeed(
    async (format: keyof typeof TYPES) => {
      const asked = new URLSearchParams({ format, ...(search && { search }) });
      for (const [name, value] of Object.entries(filters)) asked.set(name, String(value));
      const file = await (await fetchFile(`/audit/export?${asked}`)).blob();
      download(`audit-log.${format}`, file, TYPES[format]);
    },
    ({ message }) => notifications.show({ color: 'red', title: 'The export stopped', message }),
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
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What the filters let through, with its hashes</Menu.Label>
        <Menu.Item leftSection={<IconFileTypeCsv size={16} />} onClick={() => void run('csv')}>
          As CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item leftSection={<IconBraces size={16} />} onClick={() => void run('jsonl')}>
          As JSON lines, to be checked
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
