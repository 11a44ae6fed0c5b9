import { IconTrashX } from '@tabler/icons-react';
import { useState } from 'react';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { WriteOff } from './WriteOff.tsx';

interface InvoiceMenuProps {
  invoice: { id: string; number: string | null; customerName: string; dueMinor: number; currency: string };
}

/** What is seldom done with an invoice that one has issued and that is not paid [B7]. */
export function InvoiceMenu({ invoice }: InvoiceMenuProps) {
  const [writing, setWriting] = useState(false);
  return (
    <>
      <RowMenu
        of={`invoice ${invoice.number}`}
        items={[{ label: 'Write off', icon: <IconTrashX size={16} />, run: () => setWriting(true) }]}
      />
      {writing && <WriteOff invoice={invoice} onClose={() => setWriting(false)} />}
    </>
  );
}
