import { Stack, Text } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, date, instant } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { RULE_WORDS, tableWords } from './retention-words.ts';

const NightsDocument = graphql(
  `
  query RetentionRuns(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RetentionRunFilter
    $orderBy: RetentionRunOrder
  ) {
    retentionRuns(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        startedAt
        finishedAt
        gone
        held
        hash
        tenantName
        tables {
          table
          rule
          before
          gone
          held
          problem
          holds {
            reference
            count
          }
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
type Night = ResultOf<typeof NightsDocument>['retentionRuns']['nodes'][number];

/** The nights on which something went or was held, with their evidence [D4]. */
export function NightsPage() {
  const company = useViewer().level === 'COMPANY';
  const [shown, setShown] = useState<Night>();
  const list = useList({
    query: NightsDocument,
    page: ({ retentionRuns }) => retentionRuns,
    type: 'RetentionRun',
    settings: { sort: '-STARTED_AT', filters: ['held'] },
  });
  return (
    <>
      <PageHeader
        title="Nights"
        description="Each night what is over goes. What went, what was held and until when is kept as evidence, which names no one."
      />
      <Siblings of="/retention" at="/retention/nights">
        <DataList
          id="retention-nights"
          label="Nights"
          list={list}
          columns={company ? COLUMNS.filter(({ key }) => key !== 'tenant') : COLUMNS}
          filters={[
            {
              key: 'held',
              label: 'Holds',
              options: [
                { value: 'true', label: 'Something was held' },
                { value: 'false', label: 'Nothing was held' },
              ],
            },
          ]}
          rowActions={(night: Night) => (
            <RowMenu
              of={instant(night.startedAt)}
              items={[{ label: 'Show evidence', run: () => setShown(night) }]}
            />
          )}
          empty={
            <EmptyState icon={<IconMoon size={22} />} title="Nothing has gone yet">
              The first night on which something is over stands here the morning after.
            </EmptyState>
          }
        />
      </Siblings>
      {shown && <Evidence night={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Evidence({ night, onClose }: { night: Night; onClose: () => void }) {
  return (
    <Dialogue opened onClose={onClose} title={`${night.tenantName}, ${instant(night.startedAt)}`} size="xl">
      <Stack>
        <FigureTable
          label="What went"
          head={['Table', 'Line', 'Began before', 'Gone', 'Held', 'For']}
          numeric={[3, 4]}
          rows={night.tables.map(({ table, rule, before, gone, held, holds, problem }) => ({
            key: table,
            cells: [
              tableWords(table),
              RULE_WORDS[rule],
              date(before),
              count(gone),
              count(held),
              problem ??
                holds.map(({ reference, count: many }) => `${reference} (${count(many)})`).join(', '),
            ],
          }))}
        />
        {night.hash && (
          <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            SHA-256, which hangs on the night before and stands in the audit log:{' '}
            <CopyText text={night.hash} label="hash" />
          </Text>
        )}
      </Stack>
    </Dialogue>
  );
}

const COLUMNS: readonly Column<Night, 'STARTED_AT'>[] = [
  {
    key: 'startedAt',
    title: 'Night',
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <DateText at={startedAt} />,
    sort: 'STARTED_AT',
  },
  { key: 'tenant', title: 'Whose', value: ({ tenantName }) => tenantName, show: 'always' },
  { key: 'gone', title: 'Gone', value: ({ gone }) => gone, align: 'right', show: 'always' },
  { key: 'held', title: 'Held', value: ({ held }) => held, align: 'right', show: 'always' },
  {
    key: 'tables',
    title: 'Where',
    value: ({ tables }) => tables.map(({ table }) => tableWords(table)).join(', '),
  },
  { key: 'hash', title: 'SHA-256', value: ({ hash }) => hash, show: 'chosen' },
];
