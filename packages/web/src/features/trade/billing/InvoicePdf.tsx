import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconDownload, IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { useSession } from '../../../data/session.ts';
import { download } from '../../../lib/download.ts';
import { useDeed } from '../../../ui/use-deed.ts';

/** Long enough for the browser's viewer to have read it. */
const KEEP_MS = 60_000;

/** The invoice as it was or will be sent, to look at in a tab of its own or to keep. */
export function InvoicePdf({ id, number }: { id: string; number: string | null }) {
  const { fetchFile } = useSession();
  const { run: fetchPdf, busy } = useDeed(
    async (use: (pdf: Blob) => void, giveUp?: () => void) => {
      try {
        use(await (await fetchFile(`/invoices/${id}/pdf`)).blob());
      } catch (error) {
        giveUp?.();
        throw error;
      }
    },
    ({ message }) => notifications.show({ color: 'red', title: 'No PDF', message }),
  );
  const save = () =>
    void fetchPdf((pdf) => download(`${number ?? 'draft-invoice'}.pdf`, pdf, 'application/pdf'));
  const open = () => {
    // Opened at the click itself, or the browser would take it for a pop-up.
    const tab = window.open('', '_blank');
    if (!tab) return save();
    tab.document.title = 'Invoice';
    void fetchPdf(
      (pdf) => {
        const url = URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' }));
        tab.location.replace(url);
        setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
      },
      () => tab.close(),
    );
  };

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconFileTypePdf size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          PDF
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconExternalLink size={16} />} onClick={open}>
          Open in a new tab
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={save}>
          Download
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
