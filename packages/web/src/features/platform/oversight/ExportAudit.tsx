import { IconBraces, IconFileTypeCsv } from '@tabler/icons-react';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import type { ListState } from '../../../ui/list/use-list-state.ts';

/** Everything that the filters let through, with the hashes by which it can be checked; that it was taken out is audited [D9]. */
export function ExportAudit({ search, filters }: Pick<ListState<never>, 'search' | 'filters'>) {
  const pathOf = (format: 'csv' | 'jsonl') => {
    const asked = new URLSearchParams({ format, ...(search && { search }) });
    for (const [name, value] of Object.entries(filters)) asked.set(name, String(value));
    return `/audit/export?${asked}`;
  };
  return (
    <FileMenu
      label="Export"
      failed="The export stopped"
      note="What the filters let through, with its hashes"
      files={[
        {
          label: 'As CSV, for a spreadsheet',
          icon: <IconFileTypeCsv size={16} />,
          path: pathOf('csv'),
          name: 'audit-log.csv',
          type: 'text/csv',
        },
        {
          label: 'As JSON lines, to be checked',
          icon: <IconBraces size={16} />,
          path: pathOf('jsonl'),
          name: 'audit-log.jsonl',
          type: 'application/jsonl',
        },
      ]}
    />
  );
}
