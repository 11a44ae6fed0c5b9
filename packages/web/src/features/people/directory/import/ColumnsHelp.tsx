import { Button, ScrollArea, Table, Text } from '@mantine/core';
import { csvFile } from '@steward/shared';
import { IconDownload } from '@tabler/icons-react';
import { download } from '../../../../lib/download.ts';
import { Section } from '../../../../ui/Section.tsx';
import { COLUMNS } from './columns.ts';

const titles = COLUMNS.map(({ title }) => title);

/** What the file should look like, with an example, and an empty file to begin with [U2]. */
export function ColumnsHelp({ domain = 'example.com' }: { domain: string | undefined }) {
  return (
    <Section
      title="What the file should look like"
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => download('end-users-template.csv', csvFile(titles, []), 'text/csv')}
        >
          Template
        </Button>
      }
    >
      <Text c="dimmed" fz="sm" mb="sm">
        The first line names the columns, in any order; usual other names are understood. First name, last
        name and e-mail must be there, and the e-mail may be empty in a row. Every address must be in a domain
        of the company.
      </Text>
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Example of a file' }}
      >
        <Table withTableBorder withColumnBorders verticalSpacing={4} fz="xs" style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              {COLUMNS.map(({ field, title }) => (
                <Table.Th key={field} fw={550}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              {COLUMNS.map(({ field, example }) => (
                <Table.Td key={field}>{field === 'email' ? `${example}@${domain}` : example}</Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Section>
  );
}
