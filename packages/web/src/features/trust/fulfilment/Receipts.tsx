import { Group, Stack, Text } from '@mantine/core';
import { IconFileTypePdf, IconFileZip } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DEEDS, FATES, summed } from './held-words.ts';

const ReceiptsDocument = graphql(`
  query RightsReceipts($filter: RightsReceiptFilter) {
    rightsReceipts(filter: $filter, first: 20) {
      nodes {
        id
        deed
        state
        startedAt
        doneAt
        digest
        failure
        archivePath
        lines {
          what
          fate
          count
          why
        }
      }
    }
  }
`);
type Receipt = ResultOf<typeof ReceiptsDocument>['rightsReceipts']['nodes'][number];

/** What was done about somebody's data: the numbers, each kind with its reason, and the paper [D3]. */
export function Receipts({
  filter,
}: {
  filter: { rightsRequestId?: string; endUserId?: string; changeSetId?: string };
}) {
  const read = useRead(ReceiptsDocument, { filter }, { types: ['RightsReceipt'] });
  return (
    <Loaded from={read}>
      {({ rightsReceipts: { nodes } }) => (
        <Stack>
          {nodes.map((receipt) => (
            <OneReceipt key={receipt.id} receipt={receipt} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function OneReceipt({ receipt }: { receipt: Receipt }) {
  const { id, deed, state, startedAt, doneAt, lines, digest, archivePath, failure } = receipt;
  const [whole, showWhole] = useState(lines.length <= 12);
  const shown = whole ? lines : lines.filter(({ fate }) => fate === 'KEPT' || fate === 'WITHHELD');
  return (
    <Section
      title={state === 'DONE' ? DEEDS[deed] : state === 'FAILED' ? 'Not carried out' : 'Being carried out'}
      actions={
        state === 'DONE' ? (
          <FileMenu
            label="Files"
            failed="No file"
            files={[
              {
                label: 'Receipt as PDF',
                icon: <IconFileTypePdf size={16} />,
                path: `/rights-receipts/${id}/pdf`,
                name: 'receipt.pdf',
                type: 'application/pdf',
              },
              ...(archivePath
                ? [
                    {
                      label: 'The data itself (zip)',
                      icon: <IconFileZip size={16} />,
                      path: archivePath,
                      name: 'personal-data.zip',
                      type: 'application/zip',
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <StateBadge state={state} />
        )
      }
    >
      <Stack gap="sm">
        <Group gap="lg">
          <Text fz="sm" fw={500}>
            {failure ?? (summed(lines) || 'Nothing yet')}
          </Text>
          <Text fz="sm" c="dimmed">
            <DateText at={doneAt ?? startedAt} />
          </Text>
        </Group>
        {shown.length > 0 && (
          <FigureTable
            label="Receipt"
            head={['What', 'Entries', 'Became', 'Why']}
            numeric={[1]}
            rows={shown.map(({ what, fate, count, why }) => ({
              key: `${what} ${fate} ${why}`,
              cells: [what, count.toLocaleString('en-GB'), FATES[fate], why],
            }))}
          />
        )}
        {!whole && (
          <Text
            component="button"
            fz="sm"
            c="var(--mantine-color-anchor)"
            ta="left"
            bd={0}
            bg="none"
            p={0}
            style={{ cursor: 'pointer' }}
            onClick={() => showWhole(true)}
          >
            Show all {lines.length} kinds
          </Text>
        )}
        {digest && (
          <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            SHA-256 {digest}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
