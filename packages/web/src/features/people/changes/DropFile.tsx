import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconAlertCircle, IconTable } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './changes.module.css';

interface DropFileProps {
  /** Whose people they are is not chosen yet. */
  waiting: boolean;
  /** The name of the file that is on its way. */
  busyWith: string | undefined;
  problem: { fileName: string; message: string } | undefined;
  onFile: (file: File) => void;
}

/** Where the file is dropped or chosen; says clearly what cannot be read [U2] [S59]. */
export function DropFile({ waiting, busyWith, problem, onFile }: DropFileProps) {
  const open = useRef<() => void>(null);
  return (
    <Stack gap="sm">
      {problem && (
        <Alert color="red" icon={<IconAlertCircle />} title={`${problem.fileName} was not read`} role="alert">
          {problem.message}
        </Alert>
      )}
      <Dropzone
        openRef={open}
        onDrop={([file]) => file && onFile(file)}
        multiple={false}
        disabled={waiting || busyWith !== undefined}
        activateOnKeyboard={false}
        enablePointerEvents
        inputProps={{ accept: '.csv,.txt,.tsv,.xlsx,text/csv', 'aria-label': 'CSV or XLSX file' }}
        radius="md"
        className={classes.dropzone}
      >
        {busyWith ? (
          <Stack align="center" gap="sm" role="status">
            <Text fw={550}>Reading {busyWith} …</Text>
            <Progress w="min(280px, 100%)" value={100} animated aria-label={`Reading ${busyWith}`} />
          </Stack>
        ) : (
          <Group justify="center" gap="lg">
            <IconTable size={40} stroke={1.3} className={classes.fileIcon} aria-hidden />
            <Stack gap={4} className={classes.dropText}>
              <Text fw={550}>{waiting ? 'Choose the company first' : 'Drop a CSV or Excel file here'}</Text>
              <Text c="dimmed" fz="sm">
                Up to 50,000 rows and 16 MiB. CSV in UTF-8, or an Excel workbook (.xlsx) whose first sheet
                holds the people.
              </Text>
            </Stack>
            <Button
              variant="default"
              disabled={waiting}
              onClick={(event) => {
                event.stopPropagation();
                open.current?.();
              }}
            >
              Choose a file
            </Button>
          </Group>
        )}
      </Dropzone>
    </Stack>
  );
}
