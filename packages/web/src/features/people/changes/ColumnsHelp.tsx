import { Button, ScrollArea, Table, Text } from '@mantine/core';
import { csvFile } from '@steward/shared';
import { IconDownload } from '@tabler/icons-react';
import { download } from '../../../lib/download.ts';
import { Section } from '../../../ui/Section.tsx';
import { COLUMNS } from './columns.ts';

/** What the file should look like, with an example to download and begin with [U2]. */
export function ColumnsHelp({ domain = 'example.com' }: { domain: string | undefined }) {
  const example = COLUMNS.map(({ field, example: text }) => (field === 'email' ? `${text}@${domain}` : text));
  const titles = COLUMNS.map(({ title }) => title);
  return (
    <Section
      title="What the file should look like"
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => download('people-sample.csv', csvFile(titles, [example]), 'text/csv')}
        >
          Sample file
        </Button>
      }
    >
      <Text c="dimmed" fz="sm" mb="sm">
        The first line names the columns, in any order; usual other names are understood, and the next step
        shows what each is taken for. Who is in the directory already is found by e-mail address or reference
        and changed; others are added. A blank cell changes nothing, unless the next step says that it empties
        what there is. <em>Services</em> and <em>Services to end</em> hold product codes, separated by commas:
        the first are ordered from today on, the others end with today. A column that goes by the name of a
        service says yes or no of it. An export of the list of end users with its column <em>Reference</em>{' '}
        can be corrected and imported again.
      </Text>
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Example of a file' }}
      >
        <Table withTableBorder withColumnBorders verticalSpacing={4} fz="xs" style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              {titles.map((title) => (
                <Table.Th key={title} fw={550}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              {COLUMNS.map(({ field }, i) => (
                <Table.Td key={field}>{example[i]}</Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Section>
  );
}
