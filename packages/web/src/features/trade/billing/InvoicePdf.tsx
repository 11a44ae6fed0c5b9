import { IconDownload, IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { FileMenu } from '../../../frame/FileMenu.tsx';

/** The invoice as it was or will be sent, to look at in a tab of its own or to keep. */
export function InvoicePdf({ id, number }: { id: string; number: string | null }) {
  const pdf = {
    path: `/invoices/${id}/pdf`,
    name: `${number ?? 'draft-invoice'}.pdf`,
    type: 'application/pdf',
  };
  return (
    <FileMenu
      label="PDF"
      icon={<IconFileTypePdf size={16} />}
      failed="No PDF"
      files={[
        { ...pdf, label: 'Open in a new tab', icon: <IconExternalLink size={16} />, tab: 'Invoice' },
        { ...pdf, label: 'Download', icon: <IconDownload size={16} /> },
      ]}
    />
  );
}
