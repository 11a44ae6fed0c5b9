import { Button, Table, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { DayText } from '../../../ui/DateText.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

/** Prints the page. */
export const Print = () => (
  <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => print()}>
    Print
  </Button>
);

/** What has changed, then the text. */
export function Wording({ summary, text }: { summary: string | null; text: string }) {
  return (
    <>
      {summary && (
        <Section title="What has changed">
          <Text style={{ whiteSpace: 'pre-line' }}>{summary}</Text>
        </Section>
      )}
      <Section title="The agreement">
        <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
      </Section>
    </>
  );
}

interface VersionRow {
  id: string;
  version: string;
  summary: string | null;
  publishedOn: string;
}

/** All versions, each with what differs from the one before. */
export function Versions({ agreements }: { agreements: readonly VersionRow[] }) {
  return (
    <Section title="Versions">
      <Table.ScrollContainer minWidth={420}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Published</Table.Th>
              <Table.Th>What changed</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agreements.map(({ id, version, summary, publishedOn }, at) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <TextLink to="/agreement/$agreementId" params={{ agreementId: id }}>
                    {version}
                  </TextLink>
                </Table.Td>
                <Table.Td>
                  <DayText day={publishedOn} />
                </Table.Td>
                <Table.Td>{summary ?? 'The first version.'}</Table.Td>
                <Table.Td>
                  {agreements[at + 1] && (
                    <TextLink
                      to="/agreement/$agreementId"
                      params={{ agreementId: id }}
                      search={{ since: agreements[at + 1]?.id } as never}
                    >
                      Compare
                    </TextLink>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
