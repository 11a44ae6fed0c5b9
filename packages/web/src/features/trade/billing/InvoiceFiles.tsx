import { IconExternalLink, IconFileTypePdf, IconFileTypeXml } from '@tabler/icons-react';
import { FileMenu } from '../../../frame/FileMenu.tsx';

/** The invoice and e-invoice as they were sent, to look at in a tab of its own or to keep; of a draft how it will look. */
export function InvoiceFiles({ id, number }: { id: string; number: string | null }) {
  const pdf = {
    path: `/invoices/${id}/pdf`,
    name: `${number ?? 'draft-invoice'}.pdf`,
    type: 'application/pdf',
  };
  const eInvoice = {
    label: 'E-invoice (UBL)',
    icon: <IconFileTypeXml size={16} />,
    path: `/invoices/${id}/xml`,
    name: `${number}.xml`,
    type: 'application/xml',
  };
  return (
    <FileMenu
      label="Download"
      note={number === null ? undefined : 'As it was issued'}
      failed="No file"
      files={[
        { ...pdf, label: 'Open the PDF in a new tab', icon: <IconExternalLink size={16} />, tab: 'Invoice' },
        { ...pdf, label: 'PDF', icon: <IconFileTypePdf size={16} /> },
        ...(number === null ? [] : [eInvoice]),
      ]}
    />
  );
}
