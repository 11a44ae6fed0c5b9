import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconAlertCircle, IconFileTypeCsv } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './import.module.css';
import { useUpload } from './use-upload.ts';

interface DropFileProps {
  /** Undefined until it is chosen. */
  companyId: string | undefined;
  /** The file has been read: the id of its preview. */
  onRead: (importId: string) => void;
}

/** Where the file is dropped or chosen; refuses clearly what cannot be read [U2] [S59]. */
export function DropFile({ companyId, onRead }: DropFileProps) {
  const open = useRef<() => void>(null);
  const { upload, busyWith, problem } = useUpload(onRead);
  const waiting = companyId === undefined;
  return (
    <Stack gap="sm">
      {problem && (
        <Alert
          color="red"
          icon={<IconAlertCircle />}
          title={`${problem.fileName} was not imported`}
          role="alert"
        >
          {problem.message}
        </Alert>
      )}
      <Dropzone
        openRef={open}
        onDrop={([file]) => file && companyId && void upload(file, companyId)}
        multiple={false}
        disabled={waiting || busyWith !== undefined}
        activateOnKeyboard={false}
        enablePointerEvents
        inputProps={{ accept: '.csv,.txt,.tsv,text/csv', 'aria-label': 'CSV file' }}
        radius="md"
        className={classes.dropzone}
      >
        {busyWith ? (
          <Stack align="center" gap="sm" role="status">
            <Text fw={550}>Reading and checking {busyWith} …</Text>
            <Progress w="min(280px, 100%)" value={100} animated aria-label={`Reading ${busyWith}`} />
          </Stack>
        ) : (
          <Group justify="center" gap="lg">
            <IconFileTypeCsv size={40} stroke={1.3} className={classes.fileIcon} aria-hidden />
            <Stack gap={4} className={classes.dropText}>
              <Text fw={550}>{waiting ? 'Choose the company first' : 'Drop a CSV file here'}</Text>
              <Text c="dimmed" fz="sm">
                Up to 20,000 rows and 5 MiB, in UTF-8. Comma, semicolon or tab between the columns.
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
