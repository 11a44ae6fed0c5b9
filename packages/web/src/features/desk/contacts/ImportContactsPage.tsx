import { Alert, Button, FileInput, Group, List, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { download } from '../../../lib/download.ts';
import { plural } from '../../../lib/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const PreviewDocument = graphql(`
  query PreviewContactImport($input: ImportContactsInput!) {
    previewContactImport(input: $input) {
      added
      changed
      same
      wrong
      rows {
        line
        name
        outcome
        detail
        problems {
          column
          message
        }
      }
    }
  }
`);
const ImportDocument = graphql(`
  mutation ImportContacts($input: ImportContactsInput!) {
    importContacts(input: $input) {
      added
      changed
    }
  }
`);

type Preview = ResultOf<typeof PreviewDocument>['previewContactImport'];

const COLUMNS: readonly (readonly [string, string])[] = [
  ['Name, E-mail', 'of each'],
  ['Telephone, Company', 'where they are known'],
  ['Kind, Kind shown by', 'individual, corporate or unknown, and what shows it'],
  ['Basis', 'consent, sale, negotiation or corporate: without one the file is refused'],
  ['About', 'news, offers, events or surveys, as contacts are asked by e-mail'],
  ['Version of the words', 'which they agreed to, of a consent'],
  ['Day, Where, What shows it', 'when it was said or sold, at what place, and where the proof lies'],
  ['Could refuse', 'yes, of a sale or negotiation: when they gave their details, and with each message'],
];
const EXAMPLE =
  'Name,E-mail,Kind,Kind shown by,Basis,About,Version of the words,Day,Where,What shows it,Could refuse\r\n' +
  'Ada Lovelace,ada@example.com,,,consent,news,1,2026-11-30,Trade fair,Her card in box 3,\r\n' +
  'Bob Baker,bob@example.com,individual,A sole trader,sale,offers,,2026-10-12,,Order 1042,yes\r\n' +
  'Cy Young,cy@example.com,corporate,Companies House 01234567,corporate,,,,,,\r\n';
const OUTCOMES: Readonly<Record<Preview['rows'][number]['outcome'], string>> = {
  ADD: 'Is added',
  CHANGE: 'Changes',
  SAME: 'As it is',
  WRONG: 'Wrong',
};
/** As many as are worth looking through on screen. */
const MOST = 200;

/** Contacts from a CSV file, each with the basis on which they may be written to; looked at before anything is done [N2]. */
export function ImportContactsPage() {
  const [file, setFile] = useState('');
  const read = useRead(PreviewDocument, { input: { file } }, { pause: !file, types: ['Contact'] });
  return (
    <>
      <PageHeader
        title="Import contacts"
        description="A list of people is no consent. Each row says on what basis somebody may be written to, and what shows it."
        crumbs={[{ label: 'Contacts', link: { to: '/contacts' } }]}
      />
      <Stack maw={960}>
        <Section title="The file">
          <Stack>
            <FileInput
              label="CSV file"
              description="With a heading; in any order, and only those columns that are needed"
              placeholder="Choose a file"
              required
              accept=".csv,.txt,.tsv,text/csv"
              clearable
              leftSection={<IconFileImport size={16} />}
              onChange={async (given) => setFile(given ? await given.text() : '')}
            />
            <List size="sm">
              {COLUMNS.map(([column, says]) => (
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
                onClick={() => download('contacts.csv', EXAMPLE, 'text/csv')}
              >
                Download an example
              </Button>
            </Group>
          </Stack>
        </Section>
        {file && (
          <Loaded from={read}>
            {({ previewContactImport }) => <Looked key={file} preview={previewContactImport} file={file} />}
          </Loaded>
        )}
      </Stack>
    </>
  );
}

function Looked({
  preview: { added, changed, same, wrong, rows },
  file,
}: {
  preview: Preview;
  file: string;
}) {
  const navigate = useNavigate();
  const take = useSend(ImportDocument, 'Contact');
  const { run, busy, error } = useDeed(async () => {
    const { importContacts: done } = await take({ input: { file } });
    notifications.show({
      message: `${plural(done.added, 'contact is', 'contacts are')} added, ${done.changed} changed.`,
    });
    await navigate({ to: '/contacts' });
  });
  const idle = added + changed === 0;
  const sorted = rows.toSorted(
    (a, b) => Number(b.outcome === 'WRONG') - Number(a.outcome === 'WRONG') || a.line - b.line,
  );
  return (
    <Section title="What it does">
      <Stack>
        <Text>
          {plural(added, 'contact is', 'contacts are')} added, {changed} changed, {same} left as{' '}
          {same === 1 ? 'it is' : 'they are'}. Whoever has said no since stays as they are.
        </Text>
        {wrong > 0 && (
          <Alert color="red" title={`${plural(wrong, 'row is', 'rows are')} wrong`}>
            A file is taken as a whole or not at all. Put these rows right, or take them out, and choose the
            file again.
          </Alert>
        )}
        {error && (
          <Alert color="red" role="alert">
            {error.message}
          </Alert>
        )}
        <ScrollArea
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Rows of the file' }}
        >
          <Table miw={520} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Line</Table.Th>
                <Table.Th>Contact</Table.Th>
                <Table.Th>Outcome</Table.Th>
                <Table.Th>What it says</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted.slice(0, MOST).map(({ line, name, outcome, detail, problems }) => (
                <Table.Tr key={line}>
                  <Table.Td>{line}</Table.Td>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>
                    <StateBadge state={`ROW_${outcome}`} label={OUTCOMES[outcome]} />
                  </Table.Td>
                  <Table.Td>
                    {problems.map(({ column, message }) => (
                      <Text key={column + message} fz="sm">
                        <Text span fw={600} inherit>
                          {column}
                        </Text>
                        : {message}
                      </Text>
                    ))}
                    {problems.length === 0 && <Text fz="sm">{detail}</Text>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
        {rows.length > MOST && (
          <Text c="dimmed" fz="sm">
            And {rows.length - MOST} more rows.
          </Text>
        )}
        <Group justify="flex-end">
          <Button loading={busy} disabled={wrong > 0 || idle} onClick={() => void run()}>
            {wrong > 0 || idle ? 'Import' : `Import ${plural(added + changed, 'contact')}`}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
