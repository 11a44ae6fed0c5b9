import { Alert, Button, FileButton, List } from '@mantine/core';
import { IconBraces, IconCheck, IconFileCheck, IconLink, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { Siblings } from '../../../frame/Siblings.tsx';
import { plural } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const PublishedHeadsDocument = graphql(
  `
  query PublishedHeads(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: PublishedHeadFilter
    $orderBy: PublishedHeadOrder
  ) {
    publishedHeads(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        day
        position
        hash
        reseller {
          name
        }
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

const CheckAuditCopyDocument = graphql(`
  query CheckAuditCopy($copy: String!) {
    checkAuditCopy(copy: $copy) {
      compared
      problems
    }
  }
`);

type Row = ResultOf<typeof PublishedHeadsDocument>['publishedHeads']['nodes'][number];

/** Where the chain of audit entries ended on each day, to be kept; and whether the log is still what was kept [D9] [S81]. */
export function AuditProofPage() {
  const platform = useViewer().level === 'PLATFORM';
  const [copy, setCopy] = useState<string>();
  const list = useList({
    query: PublishedHeadsDocument,
    page: ({ publishedHeads }) => publishedHeads,
    type: 'PublishedHead',
    settings: { sort: '-DAY', filters: [] },
  });
  return (
    <>
      <PageHeader
        title="Proof"
        description="Every entry of the audit log carries a hash over all before it. Each night the last one is published here: keep it elsewhere, and nobody can change the log without your copy showing it."
        actions={
          <>
            <FileButton
              onChange={(file) => void file?.text().then(setCopy)}
              accept=".jsonl,application/jsonl"
            >
              {(props) => (
                <Button variant="default" leftSection={<IconFileCheck size={16} />} {...props}>
                  Check a copy
                </Button>
              )}
            </FileButton>
            <FileMenu
              label="Download"
              failed="No download"
              files={[
                {
                  label: 'As JSON lines, to be kept',
                  icon: <IconBraces size={16} />,
                  path: '/audit/heads',
                  name: 'audit-heads.jsonl',
                  type: 'application/jsonl',
                },
              ]}
            />
          </>
        }
      />
      <Siblings of="/audit" at="/audit/proof">
        {copy !== undefined && <CheckedCopy key={copy} copy={copy} onClose={() => setCopy(undefined)} />}
        <DataList
          id="audit-proof"
          label="Published ends"
          list={list}
          columns={platform ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'chain')}
          empty={
            <EmptyState icon={<IconLink size={22} />} title="Nothing published yet">
              The first is published tonight.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

/** What a copy tells of the log as it is now. */
function CheckedCopy({ copy, onClose }: { copy: string; onClose: () => void }) {
  const read = useRead(CheckAuditCopyDocument, { copy }, { types: [] });
  return (
    <Loaded from={read}>
      {({ checkAuditCopy: { compared, problems } }) => {
        if (compared === 0)
          return (
            <Alert mb="md" color="yellow" title="Nothing to compare" withCloseButton onClose={onClose}>
              No line of this file tells of an entry of your log: take a download of this page, or an export
              as JSON lines.
            </Alert>
          );
        const right = problems.length === 0;
        return (
          <Alert
            mb="md"
            color={right ? 'green' : 'red'}
            icon={right ? <IconCheck /> : <IconX />}
            title={right ? 'The log is what was kept' : 'The log is not what was kept'}
            withCloseButton
            onClose={onClose}
          >
            {plural(compared, 'entry was compared', 'entries were compared')}.
            {!right && (
              <List mt="xs">
                {problems.map((problem) => (
                  <List.Item key={problem}>{problem}</List.Item>
                ))}
              </List>
            )}
          </Alert>
        );
      }}
    </Loaded>
  );
}

const COLUMNS: readonly Column<Row, 'DAY'>[] = [
  {
    key: 'day',
    title: 'Day',
    value: ({ day }) => day,
    cell: ({ day }) => <DayText day={day} />,
    sort: 'DAY',
  },
  { key: 'chain', title: 'Chain of', value: ({ reseller }) => reseller?.name ?? '', show: 'always' },
  { key: 'position', title: 'Entries', value: ({ position }) => position, align: 'right', show: 'always' },
  {
    key: 'hash',
    title: 'Hash of the last',
    value: ({ hash }) => hash,
    cell: ({ hash }) => <CopyText text={hash} label="the hash" />,
    show: 'always',
  },
];
