import { Button, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { csvFile } from '@steward/shared';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { download } from '../../../../lib/download.ts';
import { count } from '../../../../lib/format.ts';
import { titleOf } from './columns.ts';
import { errorKinds } from './error-kinds.ts';
import type { UserImport } from './ImportPreviewPage.tsx';
import classes from './import.module.css';
import { RowCards } from './RowCards.tsx';
import { RowTable } from './RowTable.tsx';

const AT_ONCE = 50;

/** The rows of the file, those with errors first; beneath, more of them as asked for [U2]. */
export function PreviewRows({ preview: { rows, rowCount, errorCount, fileName } }: { preview: UserImport }) {
  const [shown, setShown] = useState(AT_ONCE);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const part = rows.slice(0, shown);
  const Rows = phone ? RowCards : RowTable;
  const kinds = errorKinds(rows);
  return (
    <div className={classes.frame}>
      {kinds.length > 0 && (
        <div className={classes.frameHead}>
          <ul className={`${classes.messages} ${classes.kinds}`}>
            {kinds.slice(0, 6).map(({ message, times }) => (
              <li key={message}>
                {count(times)} × {message}
              </li>
            ))}
          </ul>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => saveErrors(fileName, rows)}
          >
            Errors as CSV
          </Button>
        </div>
      )}
      <Rows rows={part} withErrors={errorCount > 0} />
      <Group className={classes.frameFoot} justify="space-between">
        <Text c="dimmed" fz="sm" aria-live="polite">
          {part.length < rowCount
            ? `${count(part.length)} of ${count(rowCount)} rows${errorCount > 0 ? ', those with errors first' : ''}`
            : `All ${count(rowCount)} rows`}
        </Text>
        {shown < rows.length && (
          <Button size="xs" variant="default" onClick={() => setShown(shown + AT_ONCE)}>
            Show more
          </Button>
        )}
      </Group>
    </div>
  );
}

function saveErrors(fileName: string, rows: UserImport['rows']): void {
  const cells = rows.flatMap((row) =>
    row.errors.map(({ column, message }) => [row.line, titleOf(column), row.email, message]),
  );
  download(
    `${fileName.replace(/\.\w+$/, '')}-errors.csv`,
    csvFile(['Line', 'Column', 'E-mail', 'Error'], cells),
    'text/csv',
  );
}
