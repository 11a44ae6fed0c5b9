import { Text } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useCan } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import type { Departure } from './departure.ts';

const NONE = '–';

/** The file with everything that is kept of who has left: how much, and where it is fetched [T7]. */
export function DataOfTenant({ archive }: { archive: Departure['archives'][number] }) {
  const may = useCan()('DEPARTURE_WRITE');
  const { state, path, rowCount, fileCount, kilobytes, sha256, expiresAt } = archive;
  const number = (value: number | null) => (value === null ? NONE : count(value));
  return (
    <Section
      title="Its data"
      actions={
        state === 'RUNNING' ? (
          <StateBadge state="RUNNING" label="Being made" />
        ) : (
          may &&
          path && (
            <FileMenu
              label="Fetch"
              failed="No file"
              files={[
                {
                  label: 'Everything (zip)',
                  icon: <IconFileZip size={16} />,
                  path,
                  name: 'data.zip',
                  type: 'application/zip',
                },
              ]}
            />
          )
        )
      }
    >
      <Facts
        facts={[
          ['Rows', number(rowCount)],
          ['Files', number(fileCount)],
          ['Size', kilobytes === null ? NONE : `${count(kilobytes)} kB`],
          [path ? 'Fetched until' : 'Could be fetched until', <DateText key="until" at={expiresAt} />],
        ]}
      />
      <Text fz="sm" c="dimmed" mt="sm">
        Every table as JSON and CSV, files, a page that reads, and a signed list of all of it. Whoever fetches
        it stands in the audit log, and everybody whose data is in it sees so under “Who looked”.
      </Text>
      {sha256 && (
        <Text fz="xs" c="dimmed" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          SHA-256 {sha256}
        </Text>
      )}
    </Section>
  );
}
