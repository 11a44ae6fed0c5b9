import { Alert, Button, FileInput, Group, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { TadaDocumentNode } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { download } from '../../../lib/download.ts';
import { plural } from '../../../lib/format.ts';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { type Crumb, PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { type FilePreview, ImportRows } from './ImportRows.tsx';

interface FileOf {
  companyId: string | null;
  file: string;
}

interface ImportRecordsProps<Data> {
  title: string;
  back: Crumb;
  /** Its columns, and what stands in each. */
  columns: readonly (readonly [string, string])[];
  example: string;
  preview: TadaDocumentNode<Data, { input: FileOf }>;
  shown: (data: Data) => FilePreview;
  /** What importing does not do. */
  note?: string;
  /** Takes the file in and says what came of it. */
  send: (input: FileOf) => Promise<string>;
}

/** Records from a CSV file: chosen, looked at row by row, and taken in as a whole or not at all [R2]. */
export function ImportRecords<Data>({
  title,
  back,
  columns,
  example,
  preview,
  shown,
  note,
  send,
}: ImportRecordsProps<Data>) {
  const { company } = useViewer();
  const asked: { companyId?: unknown } = useSearch({ strict: false });
  const [chosen, choose] = useState(typeof asked.companyId === 'string' ? asked.companyId : '');
  const companyId = company?.id ?? chosen;
  const companies = useCompanyOptions(!company, chosen || undefined);
  const [file, setFile] = useState<{ name: string; text: string }>();
  const input = { companyId: companyId || null, file: file?.text ?? '' };
  const read = useRead(preview, { input }, { pause: !file || !companyId });
  return (
    <>
      <PageHeader title={title} crumbs={[back]} />
      <Stack maw={960}>
        <Section title="The file">
          <Stack>
            {!company && (
              <FoundSelect
                label="Company"
                placeholder="Type a name"
                required
                choices={companies}
                nothingFoundMessage="No company of that name"
                value={chosen || null}
                onChange={(id) => choose(id ?? '')}
              />
            )}
            <FileInput
              label="CSV file"
              description="With a heading; in any order, and only those columns that are needed"
              placeholder="Choose a file"
              required
              accept=".csv,.txt,.tsv,text/csv"
              clearable
              leftSection={<IconFileImport size={16} />}
              onChange={async (given) =>
                setFile(given ? { name: given.name, text: await given.text() } : undefined)
              }
            />
            <List size="sm">
              {columns.map(([column, says]) => (
                <List.Item key={column}>
                  <Text span fw={600} inherit>
                    {column}
                  </Text>
                  : {says}
                </List.Item>
              ))}
            </List>
            <Group>
              <Button
                variant="default"
                size="xs"
                onClick={() => download('example.csv', example, 'text/csv')}
              >
                Download an example
              </Button>
            </Group>
          </Stack>
        </Section>
        {file && companyId && (
          <Loaded from={read}>
            {(data) => (
              <Looked
                key={file.text}
                preview={shown(data)}
                note={note}
                back={back}
                take={() => send(input)}
              />
            )}
          </Loaded>
        )}
      </Stack>
    </>
  );
}

interface LookedProps {
  preview: FilePreview;
  note: string | undefined;
  back: Crumb;
  take: () => Promise<string>;
}

function Looked({ preview: { added, changed, same, wrong, rows }, note, back, take }: LookedProps) {
  const navigate = useNavigate();
  const { run, busy, error } = useDeed(async () => {
    notifications.show({ message: await take() });
    await navigate(back.link as never);
  });
  const idle = added + changed === 0;
  return (
    <Section title="What it does">
      <Stack>
        <Text>
          {plural(added, 'record is', 'records are')} added, {changed} changed, {same} as{' '}
          {same === 1 ? 'it is' : 'they are'} already. {note}
        </Text>
        {wrong > 0 && (
          <Alert color="red" title={`${plural(wrong, 'row is', 'rows are')} wrong`}>
            A file is taken as a whole or not at all. Put these rows right and choose the file again.
          </Alert>
        )}
        {error && (
          <Alert color="red" role="alert">
            {error.message}
          </Alert>
        )}
        <ImportRows rows={rows} />
        <Group justify="flex-end">
          <Button loading={busy} disabled={wrong > 0 || idle} onClick={() => void run()}>
            {wrong > 0 || idle ? 'Import' : `Import ${plural(added + changed, 'row', 'rows')}`}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
