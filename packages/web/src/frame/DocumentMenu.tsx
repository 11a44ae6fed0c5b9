import { IconExternalLink, IconFileTypePdf, IconFileTypeXml } from '@tabler/icons-react';
import { FileMenu } from './FileMenu.tsx';

interface DocumentMenuProps {
  /** Where the document is, such as "/invoices/<id>": its files are below that. */
  path: string;
  /** None of a draft, which is no e-invoice either. */
  number: string | null;
  /** The title of the tab that shows it, until it is there. */
  tab: string;
}

/** An invoice or credit note as it was issued, to look at in a tab of its own or to keep; of a draft how it will look. */
export function DocumentMenu({ path, number, tab }: DocumentMenuProps) {
  const pdf = { path: `${path}/pdf`, name: `${number ?? 'draft'}.pdf`, type: 'application/pdf' };
  const eInvoice = {
    label: 'E-invoice (UBL)',
    icon: <IconFileTypeXml size={16} />,
    path: `${path}/xml`,
    name: `${number}.xml`,
    type: 'application/xml',
  };
  return (
    <FileMenu
      label="Download"
      note={number === null ? undefined : 'As it was issued'}
      failed="No file"
      files={[
        { ...pdf, label: 'Open the PDF in a new tab', icon: <IconExternalLink size={16} />, tab },
        { ...pdf, label: 'PDF', icon: <IconFileTypePdf size={16} /> },
        ...(number === null ? [] : [eInvoice]),
      ]}
    />
  );
}
