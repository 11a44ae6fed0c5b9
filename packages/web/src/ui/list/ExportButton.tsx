import { ActionIcon, Progress, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { csvFile } from '@steward/shared';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { download } from '../../lib/download.ts';
import { asApiError } from '../../lib/errors.ts';
import { count, plural } from '../../lib/format.ts';
import type { Column, ListModel } from './list-model.ts';

interface ExportButtonProps<Row, Sort extends string> {
  list: ListModel<Row, Sort>;
  columns: readonly Column<Row, Sort>[];
  fileName: string;
}

/** Saves every row that the filters let through, with the columns in view, as CSV; shows how far it is [O2]. */
export function ExportButton<Row, Sort extends string>({
  list,
  columns,
  fileName,
}: ExportButtonProps<Row, Sort>) {
  const [progress, setProgress] = useState<number>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async () => {
    const controller = new AbortController();
    abort.current = controller;
    setProgress(list.fetchCsv ? 100 : 0);
    try {
      if (list.fetchCsv) {
        download(`${fileName}.csv`, await list.fetchCsv(), 'text/csv');
        return;
      }
      const rows = await list.fetchAll(
        (done, total) => setProgress((100 * done) / Math.max(total, 1)),
        controller.signal,
      );
      const cells = rows.map((row) => columns.map((column) => column.value(row)));
      download(
        `${fileName}.csv`,
        csvFile(
          columns.map(({ title }) => title),
          cells,
        ),
        'text/csv',
      );
      notifications.show({ message: `${plural(rows.length, 'row')} saved as ${fileName}.csv` });
    } catch (thrown) {
      if (!controller.signal.aborted)
        notifications.show({
          color: 'red',
          title: 'The export stopped',
          message: asApiError(thrown).message,
        });
    } finally {
      setProgress(undefined);
    }
  };

  if (progress !== undefined)
    return (
      <Progress
        w={90}
        value={progress}
        animated
        aria-label={list.fetchCsv ? 'Exporting' : `Exporting, ${count(Math.round(progress))} per cent done`}
      />
    );
  return (
    <Tooltip label="Export as CSV">
      <ActionIcon aria-label="Export as CSV" onClick={run} disabled={!list.total}>
        <IconDownload size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
