import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../data/session.ts';
import { download } from '../lib/download.ts';
import { useDeed } from '../ui/use-deed.ts';

/** Long enough for the browser's viewer to have read it. */
const KEEP_MS = 60_000;

interface FileItem {
  label: string;
  icon: ReactNode;
  /** Where the server has it. */
  path: string;
  /** What it is called when it is saved. */
  name: string;
  /** "application/pdf" */
  type: string;
  /** Shown in a tab of its own instead of saved; the tab's title until it is there. */
  tab?: string;
}

interface FileMenuProps {
  label: string;
  icon?: ReactNode;
  /** What is in the files, where the labels do not say it. */
  note?: string;
  /** What to say if there is none: "No PDF". */
  failed: string;
  files: readonly FileItem[];
}

/** A button whose menu fetches files that the server makes, to keep or to look at. */
export function FileMenu({ label, icon = <IconDownload size={16} />, note, failed, files }: FileMenuProps) {
  const { fetchFile } = useSession();
  const { run, busy } = useDeed(
    async ({ path, name, type }: FileItem, tab: Window | null) => {
      try {
        const file = await (await fetchFile(path)).blob();
        if (!tab) return download(name, file, type);
        const url = URL.createObjectURL(new Blob([file], { type }));
        tab.location.replace(url);
        setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
    ({ message }) => notifications.show({ color: 'red', title: failed, message }),
  );
  const get = (file: FileItem) => {
    // Opened at the click itself, or the browser would take it for a pop-up; where it does not open, the file is saved.
    const tab = file.tab === undefined ? null : window.open('', '_blank');
    if (tab && file.tab) tab.document.title = file.tab;
    void run(file, tab);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={icon}
          rightSection={<IconChevronDown size={14} />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {note && <Menu.Label>{note}</Menu.Label>}
        {files.map((file) => (
          <Menu.Item key={file.label} leftSection={file.icon} onClick={() => get(file)}>
            {file.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
