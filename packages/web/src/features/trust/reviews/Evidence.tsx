import { formatQuarter } from '@steward/shared';
import { IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import { FileMenu } from '../../../frame/FileMenu.tsx';

/** What the review decided, to keep or to show. */
export function Evidence({ id, quarter }: { id: string; quarter: string }) {
  const name = `access-review-${formatQuarter(quarter).toLowerCase().replace(' ', '-')}`;
  return (
    <FileMenu
      label="Evidence"
      failed="No evidence"
      files={[
        {
          label: 'As PDF',
          icon: <IconFileTypePdf size={16} />,
          path: `/access-reviews/${id}/pdf`,
          name: `${name}.pdf`,
          type: 'application/pdf',
        },
        {
          label: 'As CSV',
          icon: <IconFileTypeCsv size={16} />,
          path: `/access-reviews/${id}/csv`,
          name: `${name}.csv`,
          type: 'text/csv',
        },
      ]}
    />
  );
}
